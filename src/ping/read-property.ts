import { isEmptyObject } from "./is-empty-object.js";
import { own } from "./own.js";
import type { PropertySpec } from "./property-spec.js";
import { readHistogram, readKeyedHistogram } from "./read-histogram.js";

/**
 * Makes the reader of one property. Call it once, and the reader for every ping.
 *
 * What is missing, `null` or an empty object gives `null`; so does walking into a scalar. A whole number walks
 * into a list, to the item at that place from 0.
 * `0`, `false`, `""` and `[]` are values. Only own members are read, so a path may hold any name. An
 * `id` that is not a string is `null`. Histograms come as plain data, summed over the processes that
 * `spec.process` takes in; keyed ones as an object without prototype, from label to plain data. A
 * histogram that does not describe its buckets counts as missing.
 *
 * @returns A reader that never throws and never changes the ping. Values that are lists or objects
 *   are the ping's own, not copies.
 *
 * @example
 * const [length] = parseProperties(["payload/info/sessionLength"]);
 * const read = readProperty(length);
 * read({ payload: { info: { sessionLength: 1800 } } }); // 1800
 * read({ payload: null }); // null
 */
export function readProperty(spec: PropertySpec): (ping: unknown) => unknown {
  switch (spec.kind) {
    case "histogram":
      return readHistogram(spec.path, spec.process);
    case "keyed-histogram":
      return readKeyedHistogram(spec.path, spec.process);
    case "id":
      return readIdentifier(spec.path);
    case "value":
      return readValue(spec.path);
  }
}

function readValue(path: readonly string[]): (ping: unknown) => unknown {
  return (ping) => {
    let value = ping;
    for (const name of path) {
      value = Array.isArray(value) ? itemAt(value, name) : own(value, name);
      if (value === undefined) return null;
    }
    return isEmptyObject(value) ? null : value;
  };
}

/** The item of a list that a name says the place of, as it is written in no other way. */
function itemAt(list: readonly unknown[], name: string): unknown {
  return /^(?:0|[1-9]\d{0,8})$/.test(name) ? list[Number(name)] : undefined;
}

function readIdentifier(path: readonly string[]): (ping: unknown) => string | null {
  const read = readValue(path);
  return (ping) => {
    const id = read(ping);
    return typeof id === "string" ? id : null;
  };
}
