/**
 * Checks that a key names an object inside the store: pieces joined by `/`, none of them empty, `.` or `..`.
 *
 * @throws {TypeError} If it does not.
 */
export function checkKey(key: string): void {
  if (typeof key !== "string") throw new TypeError(`key is not a string: ${typeof key}`);
  if (key === "") throw new TypeError('key is empty; give path pieces joined by "/"');
  checkPieces("key", key, key.split("/"));
}

/** Whether text is a key, as {@link checkKey} has it. */
export function isKey(text: string): boolean {
  return !text.includes("\0") && text.split("/").every((piece) => !["", ".", ".."].includes(piece));
}

/**
 * Checks that a prefix is empty or names a folder inside the store, and so ends with `/`.
 *
 * @throws {TypeError} If it does not.
 */
export function checkPrefix(prefix: string): void {
  if (typeof prefix !== "string") throw new TypeError(`prefix is not a string: ${typeof prefix}`);
  if (prefix === "") return;
  if (!prefix.endsWith("/")) throw new TypeError(`prefix does not end with "/": ${quote(prefix)}`);
  checkPieces("prefix", prefix, prefix.slice(0, -1).split("/"));
}

function checkPieces(what: string, text: string, pieces: readonly string[]): void {
  if (text.includes("\0")) throw new TypeError(`${what} contains a NUL character: ${quote(text)}`);
  if (text.startsWith("/")) throw new TypeError(`${what} starts with "/": ${quote(text)}`);
  for (const piece of pieces) {
    if (piece === "") throw new TypeError(`${what} has an empty piece: ${quote(text)}`);
    if (piece === "." || piece === "..")
      throw new TypeError(
        `${what} has the piece ${quote(piece)}, which could leave the store: ${quote(text)}`,
      );
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
