import fc from "fast-check";
import type { PingDocument } from "../../src/decode/index.js";

/** What decoding adds where a ping has no `meta`. */
export const NO_META: { Timestamp: number; Type: string; Hostname: string } = {
  Timestamp: 0,
  Type: "",
  Hostname: "",
};

const key = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    "a.b",
    "submission",
    "content",
    "é",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

/** Any JSON value, with names that are dangerous in JavaScript. */
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom("null", "true", "false", "[]", "{}", "1e300", "123456789012345678901234567890"),
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
      fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
    ),
    fc.array(tie("value"), { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map(objectText),
  ),
})).value;

function objectText(entries: [string, string][]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}

const sectionEntries = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom("build", "profile", "info", "histograms", "keyedHistograms", "log"), key),
    json,
  ),
  { maxLength: 5 },
);

/** Any JSON document, often with the sections that Heka stores apart. */
export const anyDocument: fc.Arbitrary<PingDocument> = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom("environment", "payload"), sectionEntries.map(objectText)),
      fc.tuple(key, json),
    ),
    { maxLength: 6 },
  )
  .map((entries) => {
    const { meta: _, ...document } = parse(objectText(entries)) as PingDocument;
    return document;
  });

/** Any `meta` that Heka can hold: names without dots. */
export const anyMeta: fc.Arbitrary<PingDocument> = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Number(BigInt.asIntN(63, n))),
      fc.double(),
      fc.string(),
    ),
    fc.string({ unit: "binary" }),
    fc.string({ unit: "binary" }),
    fc.array(
      fc.tuple(
        key.filter((name) => !name.includes(".") && !["Timestamp", "Type", "Hostname"].includes(name)),
        json,
      ),
      { maxLength: 6 },
    ),
  )
  .map(([Timestamp, Type, Hostname, entries]) => {
    const meta = parse(objectText(entries)) as PingDocument;
    return Object.assign(meta, { Timestamp, Type, Hostname });
  });

/** Parses as JSON twice, which takes -0 away. */
function parse(text: string): unknown {
  return JSON.parse(JSON.stringify(JSON.parse(text)));
}
