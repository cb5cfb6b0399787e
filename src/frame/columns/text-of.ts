/**
 * The text that stands for a value that is not a string in a column of strings: its JSON, bigints in it
 * written as digits. `null` for what has none, such as a function.
 */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "bigint" ? String(value) : jsonOf(value);
}

/** A value as JSON, bigints in it as strings of digits; `null` if it has none. */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value, (_, item) => (typeof item === "bigint" ? String(item) : item)) ?? null;
  } catch {
    return null;
  }
}
