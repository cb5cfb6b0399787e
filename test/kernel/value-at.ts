import { Buffer } from "node:buffer";

/** What a document has at a path: own members, and items by index; `undefined` where there is none. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value) ? !/^(0|[1-9]\d*)$/.test(name) : !Object.hasOwn(value, name)) return undefined;
    value = (value as { [name: string]: unknown })[name];
  }
  return value;
}

/** Whether two JSON values, or columns of them, are the same: members in the same order, numbers to the last bit, whatever the depth. */
export function isSameValue(a: unknown, b: unknown): boolean {
  const pairs: [unknown, unknown][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair;
    if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
      if (!Object.is(left, right)) return false;
      continue;
    }
    if (ArrayBuffer.isView(left) && ArrayBuffer.isView(right)) {
      if (left.constructor !== right.constructor || Buffer.compare(bytesOf(left), bytesOf(right)) !== 0)
        return false;
      continue;
    }
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    const leftEntries = Object.entries(left);
    const rightEntries = Object.entries(right);
    if (leftEntries.length !== rightEntries.length) return false;
    leftEntries.forEach(([name, value], i) => {
      const [otherName, other] = rightEntries[i]!;
      pairs.push([name, otherName], [value, other]);
    });
  }
  return true;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
