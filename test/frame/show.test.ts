import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Frame } from "../../src/frame/index.js";

const folder = join(import.meta.dirname, "..", "..", "..", "test", "frame", "golden");

const many = Frame.fromColumns(
  {
    clientId: Array.from({ length: 12_345 }, (_, i) => (i === 12_342 ? null : `client-${i % 7}`)),
    reason: Array.from({ length: 12_345 }, (_, i) => ["startup", "shutdown", null, "", "null"][i % 5]!),
    "meta/Timestamp": Array.from({ length: 12_345 }, (_, i) => 1_497_484_800_000_000_000 + i * 512),
    share: Array.from({ length: 12_345 }, (_, i) => i / 7),
    exact: Array.from({ length: 12_345 }, (_, i) => 1_497_484_800_000_000_001n + BigInt(i)),
  },
  { kinds: { clientId: "id" } },
);
const odd = Frame.fromObjects([
  {
    name: "<b>bold</b> & 'quoted'",
    n: 0.1 + 0.2,
    flag: true,
    list: ["a", "b"],
    object: { a: 1, "b c": [null] },
  },
  { name: "line\nbreak\ttab\u001b[31m\u202e", n: -0, flag: null, list: [], object: null },
  { name: "日本語 😀 é", n: Number.NaN, flag: false, list: null, object: { deep: { deeper: "x" } } },
  { name: " padded ", n: null, flag: true, list: [1, [2]], object: "text" },
  { name: "long ".repeat(30), n: Number.POSITIVE_INFINITY, flag: true, list: Array(50).fill(7), object: 5 },
]);
const sizes = Frame.fromColumns({
  small: [1e-9, 0.5, 2],
  large: [1e21, 1.5e18, 0.25],
  mixed: [1234.5678, 0.001234, 7],
  whole: [1, -20, 300],
  cents: [1.5, 2.25, 3],
});
const wide = Frame.fromColumns(
  Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`column ${i}`, [i, i * 1000]])),
);
const histograms = Frame.fromColumns(
  {
    h: [{ kind: "linear", bounds: [0, 5, 10], counts: [3, 0, 4], sum: 20 }, null],
    k: [{ key: { kind: "count", bounds: [0], counts: [2], sum: 2 } }, null],
  },
  { kinds: { h: "histogram", k: "keyed-histogram" } },
);

const shown: { readonly [file: string]: () => string } = {
  "many.txt": () => many.toString(),
  "many-narrow.txt": () => many.toString({ width: 50, rows: 3 }),
  "many.html": () => many.toHTML({ rows: 4 }),
  "odd.txt": () => odd.toString({ width: 140 }),
  "odd.html": () => odd.toHTML(),
  "sizes.txt": () => sizes.toString(),
  "wide.txt": () => wide.toString(),
  "histograms.txt": () => histograms.toString(),
  "no-rows.txt": () => many.slice(0, 0).toString(),
  "no-rows.html": () => many.slice(0, 0).toHTML(),
  "no-columns.txt": () => new Frame({}).toString(),
  "one-row.txt": () => odd.head(1).toString(),
  "rows-0.txt": () => odd.toString({ rows: 0 }),
  "describe.txt": () => many.describe().toString({ width: 140 }),
};

describe("showing a frame", () => {
  for (const [file, show] of Object.entries(shown)) {
    it(`gives ${file}`, () => {
      const path = join(folder, file);
      const text = `${show()}\n`;
      const expected = existsSync(path) ? readFileSync(path, "utf8") : "";
      if (text !== expected) writeFileSync(`${path}.changed`, text);
      assert.equal(text, expected);
    });
  }

  it("has a case for every golden file", () => {
    const files = readdirSync(folder).filter((file) => !file.endsWith(".changed"));
    assert.deepEqual(files.sort(), Object.keys(shown).sort());
  });

  it("keeps to the width it is given", () => {
    for (const width of [20, 50, 80, 200]) {
      for (const frame of [many, wide]) {
        const lines = frame.toString({ width }).split("\n").slice(1, -1);
        assert.ok(
          lines.every((line) => line.length <= Math.max(width, 48)),
          `${width}`,
        );
      }
    }
  });

  it("leaves nothing in HTML that could be markup, and nothing in text that moves the cursor", () => {
    const hostile = Frame.fromObjects([{ "<i>\u001b": "</td><script>\u0007&\u009b" }]);
    assert.doesNotMatch(hostile.toHTML(), /<script|<i>\\|<\/td><s/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    assert.doesNotMatch(hostile.toString(), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it("shows values that go deeper than the stack", () => {
    const deep = JSON.parse("[".repeat(5000) + "]".repeat(5000));
    assert.match(Frame.fromColumns({ deep: [deep] }).toString(), /\[\[\[\[\[\[…\]/);
  });

  it("refuses a negative number of rows", () => {
    assert.throws(() => many.toString({ rows: -1 }), RangeError);
  });
});
