import { isList } from "../columns/value-builder.js";

/**
 * A text that two values share exactly if they are equal in content: NaN equals NaN, 0 equals -0, the
 * order of an object's properties does not matter, and 1, 1n and "1" differ.
 *
 * Objects with a `toJSON` are what it gives; maps and sets are compared item by item in their order, dates
 * and regular expressions by what they say, other objects by their own properties. Values may be nested
 * as deeply as memory allows, since pings hold what anyone sends.
 *
 * @throws {TypeError} If a value holds itself, or an object shows nothing to compare (a promise, a class
 *   that keeps its state private).
 */
export function canonicalText(value: unknown): string {
  if (!isObject(value)) return simpleText(value);
  const open: Level[] = [openLevel(value, [])];
  let text = open[0]!.start;
  for (let level = open[0]; level !== undefined; level = open[open.length - 1]) {
    const at = level.next++;
    if (at === level.items.length) {
      text += level.end;
      open.pop();
      continue;
    }
    if (at > 0) text += ",";
    if (level.names !== null) text += `${JSON.stringify(level.names[at])}:`;
    const item = level.items[at];
    if (isObject(item)) {
      const inner = openLevel(item, open);
      text += inner.start;
      open.push(inner);
    } else text += simpleText(item);
  }
  return text;
}

/** An object whose items are being written, and how far it is. */
interface Level {
  readonly object: object;
  readonly start: string;
  readonly names: readonly string[] | null;
  readonly items: readonly unknown[];
  readonly end: string;
  next: number;
}

function openLevel(object: object, open: readonly Level[]): Level {
  // Down a value that holds itself the levels repeat, and so meet the one at the last power of two (Brent).
  const mark = open[2 ** Math.floor(Math.log2(open.length)) - 1];
  if (mark?.object === object) {
    throw new TypeError("a value that holds itself can't be compared by content");
  }
  return { object, next: 0, ...partsOf(object) };
}

type Parts = Pick<Level, "start" | "names" | "items" | "end">;

function partsOf(object: object): Parts {
  if (Array.isArray(object)) {
    // Lists of strings, which sequences are, read the same as JSON, which the engine writes far faster.
    return object.every((item) => typeof item === "string")
      ? whole(JSON.stringify(object))
      : { start: "[", names: null, items: object, end: "]" };
  }
  if (isList(object)) return partsOf(Array.from(object as Iterable<unknown>));
  const { toJSON } = object as { toJSON?: unknown };
  switch (Object.prototype.toString.call(object)) {
    case "[object Date]":
      return whole(`date ${(object as Date).getTime()}`);
    case "[object RegExp]":
      return whole(`pattern ${String(object)}`);
    case "[object Map]":
      return { start: "map[", names: null, items: [...(object as Map<unknown, unknown>)], end: "]" };
    case "[object Set]":
      return { start: "set[", names: null, items: [...(object as Set<unknown>)], end: "]" };
  }
  if (typeof toJSON === "function") {
    const plain: unknown = toJSON.call(object);
    if (Array.isArray(plain)) return partsOf(plain);
    return isObject(plain) ? propertiesOf(plain) : whole(simpleText(plain));
  }
  return propertiesOf(object);
}

function propertiesOf(object: object): Parts {
  const names = Object.keys(object).sort();
  if (names.length === 0 && !isPlain(object)) {
    const name = object.constructor?.name ?? "object";
    throw new TypeError(`a ${name} can't be compared by content; derive plain values from it`);
  }
  const items = names.map((name) => (object as { readonly [name: string]: unknown })[name]);
  return { start: "{", names, items, end: "}" };
}

/** Whether an object is one of JSON, whichever realm it comes from. */
function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function whole(text: string): Parts {
  return { start: text, names: null, items: [], end: "" };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function simpleText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return value === 0 ? "0" : String(value);
    case "bigint":
      return `${value}n`;
    default:
      return String(value);
  }
}
