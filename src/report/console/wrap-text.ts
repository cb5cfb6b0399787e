/**
 * Breaks text into lines of at most `width` characters at white space; longer words get a line of
 * their own. The first line starts with `first`, the others with `rest`.
 */
export function wrapText(text: string, width: number, first = "", rest: string = first): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((word) => word !== "")) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines.join("\n");
}
