/** Reads a member of nested JSON objects by own names only; `undefined` where the path ends early. */
export function member(document: unknown, ...path: readonly string[]): unknown {
  let value = document;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** Reads a text that is not empty, as {@link member}; `undefined` for anything else. */
export function textMember(document: unknown, ...path: readonly string[]): string | undefined {
  const value = member(document, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}
