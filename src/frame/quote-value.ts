/** A wrong argument as errors quote it: as JSON, and NaN and infinities, which JSON can't write, by name. */
export function quoteValue(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return String(JSON.stringify(value)).slice(0, 200);
}
