import { isIdentifierPath } from "./is-identifier-path.js";

/**
 * Lists the identifiers in a ping: the texts at and below paths that {@link isIdentifierPath} knows.
 *
 * @example
 * identifiersIn({ id: "a", payload: { info: { sessionId: "b", reason: "shutdown" } } }); // ["a", "b"]
 */
export function identifiersIn(ping: unknown): string[] {
  return [...textsAt(ping, [])];
}

function* textsAt(value: unknown, path: readonly string[]): Generator<string> {
  if (typeof value === "string") {
    if (isIdentifierPath(path)) yield value;
  } else if (Array.isArray(value)) for (const item of value) yield* textsAt(item, path);
  else if (typeof value === "object" && value !== null) {
    const isOne = isIdentifierPath(path);
    for (const [name, inner] of Object.entries(value)) yield* textsAt(inner, isOne ? path : [...path, name]);
  }
}
