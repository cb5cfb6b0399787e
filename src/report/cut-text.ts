/** Cuts text that would make a table unreadable. */
export function cutText(text: string, mostCharacters = 120): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}
