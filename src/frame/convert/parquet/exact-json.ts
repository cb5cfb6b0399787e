import { isList } from "../../columns/value-builder.js";

/** The property that marks a value that JSON lacks: `{"$pingframe":"NaN"}`, `{"$pingframe":"5n"}`. */
const mark = "$pingframe";

/** Properties that would read as the mark, or as one of these, are written with one more dollar sign. */
const escapable = /^\$+pingframe$/;

/**
 * A value as JSON text from which {@link parseExactJson} makes an equal value: NaN, infinities, -0 and
 * bigints are marked, all else is as `JSON.stringify` has it; typed arrays are lists.
 *
 * @throws {RangeError} If it is nested deeper than the stack holds.
 * @throws {TypeError} If it holds itself.
 */
export function toExactJson(value: unknown): string {
  return (isPlain(value) ? JSON.stringify(value) : JSON.stringify(value, markOdd)) ?? "null";
}

/** Reads what {@link toExactJson} wrote. @throws {SyntaxError} If it is no JSON. */
export function parseExactJson(text: string): unknown {
  return text.includes("pingframe") ? JSON.parse(text, unmark) : JSON.parse(text);
}

/** Whether JSON has all of a value, so that the engine's fast writer will do. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "bigint":
      return false;
    case "object": {
      if (value === null) return true;
      if (Array.isArray(value)) return value.every(isPlain);
      if (isList(value)) return false;
      for (const name of Object.keys(value)) {
        if (escapable.test(name) || !isPlain((value as { [name: string]: unknown })[name])) return false;
      }
      return true;
    }
    default:
      return true;
  }
}

function markOdd(_name: string, value: unknown): unknown {
  if (typeof value === "bigint") return { [mark]: `${value}n` };
  if (typeof value === "number") {
    if (Object.is(value, -0)) return { [mark]: "-0" };
    return Number.isFinite(value) ? value : { [mark]: String(value) };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (isList(value)) return Array.from(value as Iterable<unknown>);
  const names = Object.keys(value);
  if (!names.some((name) => escapable.test(name))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [escapable.test(name) ? `$${name}` : name, item]),
  );
}

/** The engine calls this for the innermost values first, and for each only once. */
function unmark(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === mark) {
    const text = (value as { [mark]: unknown })[mark];
    if (typeof text !== "string") return value;
    return /^-?\d+n$/.test(text) ? BigInt(text.slice(0, -1)) : Number(text);
  }
  if (!names.some((name) => escapable.test(name))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [escapable.test(name) ? name.slice(1) : name, item]),
  );
}
