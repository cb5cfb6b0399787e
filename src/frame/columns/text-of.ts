/** The text that stands for a value that is not a string in a column of strings: its JSON, if it has one. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return String(value);
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
