/**
 * Whether PostgreSQL can hold a text, whatever its length: its text has no NUL, and UTF-8 no half of a surrogate pair.
 *
 * @example
 * isStorableText("\ud83e"); // false
 */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && !/[\ud800-\udfff]/u.test(text);
}
