import type { Column, ShownKind } from "../types.js";

/** A column's kind as users see it: both ways of storing strings are `string`, both of identifiers `id`. */
export function shownKind({ kind }: Pick<Column, "kind">): ShownKind {
  if (kind === "uuid") return "id";
  return kind === "dictionary" || kind === "utf8" ? "string" : kind;
}
