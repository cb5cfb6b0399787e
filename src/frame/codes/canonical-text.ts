import { KeyedHistogram } from "../../histogram/index.js";

/**
 * A text that two values share exactly if they are equal in content: NaN equals NaN, 0 equals -0, the
 * order of an object's properties does not matter, and 1, 1n and "1" differ.
 */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return value === 0 ? "0" : String(value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : canonicalObject(value);
    default:
      return String(value);
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) {
    // Lists of strings, which sequences are, read the same as JSON, which the engine writes far faster.
    if (value.every((item) => typeof item === "string")) return JSON.stringify(value);
    return `[${value.map(canonicalText).join(",")}]`;
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return canonicalObject(Array.from(value as unknown as Iterable<number>));
  }
  if (value instanceof KeyedHistogram) return canonicalObject(value.toJSON());
  if (value instanceof Date) return `date ${value.getTime()}`;
  const properties = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, cell]) => `${JSON.stringify(name)}:${canonicalText(cell)}`);
  return `{${properties.join(",")}}`;
}
