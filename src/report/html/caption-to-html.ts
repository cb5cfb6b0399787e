/**
 * Sets a table's caption, of HTML. It may be wider than the table: a narrow one would break it into many lines.
 */
export function captionToHTML(content: string): string {
  return `<caption><div class="caption">${content}</div></caption>`;
}
