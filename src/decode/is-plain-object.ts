/** Whether a JSON value is an object and neither an array nor null. */
export function isPlainObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
