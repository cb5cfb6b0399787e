import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type Column,
  columnBuilder,
  columnByteLength,
  columnValue,
  columnValues,
  concatColumns,
  Frame,
} from "../../src/frame/index.js";
import { Histogram, type HistogramData, KeyedHistogram } from "../../src/histogram/index.js";

type Kind = Parameters<typeof columnBuilder>[0];

function build(kind: Kind, values: readonly unknown[]): Column {
  const builder = columnBuilder(kind);
  for (const value of values) builder.append(value);
  assert.equal(builder.length, values.length);
  return builder.finish();
}
const cells = (column: Column): unknown[] => [...columnValues(column)].map(plain);
const plain = (cell: unknown): unknown =>
  cell instanceof Histogram || cell instanceof KeyedHistogram ? cell.toJSON() : cell;
const same = (left: Column, right: Column): boolean => new Frame({ c: left }).equals(new Frame({ c: right }));

const histogram: HistogramData = { kind: "linear", bounds: [0, 1], counts: [2, 3], sum: 3 };

describe('columnBuilder("infer")', () => {
  const cases: [Column["kind"], unknown[]][] = [
    ["f64", [1, null, Number.NaN, -0, Number.POSITIVE_INFINITY]],
    ["bool", [null, true, false]],
    ["dictionary", ["a", null, "b", "a", ""]],
    ["i64", [1n, null, -(2n ** 63n)]],
    ["list", [["a"], null, []]],
    ["json", [{ a: 1 }, null]],
    ["json", [1, "1", null, [1], { a: 1 }, true, 1n]],
    ["json", [1n, 2n ** 64n]],
    ["f64", [null, null]],
    ["f64", []],
  ];
  for (const [kind, values] of cases) {
    it(`settles on ${kind} for ${values.length} values of ${[...new Set(values.map((v) => typeof v))].join(", ")}`, () => {
      const column = build("infer", values);
      assert.equal(column.kind, kind);
      assert.deepEqual(cells(column), values);
    });
  }

  it("has no valid row when nothing has a value", () => {
    assert.deepEqual(build("infer", [undefined, null]).valid, new Uint8Array(2));
    assert.equal(build("infer", []).valid, null);
    assert.equal(build("infer", [1, 2]).valid, null);
  });

  it("stores many distinct strings as bytes and few as a dictionary", () => {
    const distinct = Array.from({ length: 3000 }, (_, i) => `wörd ${i}`);
    const column = build("infer", [null, ...distinct]);
    assert.equal(column.kind, "utf8");
    assert.deepEqual(cells(column), [null, ...distinct]);
    const few = Array.from({ length: 9000 }, (_, i) => `word ${i % 900}`);
    assert.equal(build("infer", few).kind, "dictionary");
  });

  it("makes functions and symbols missing, as they can't cross threads", () => {
    const builder = columnBuilder("infer");
    for (const value of [() => 1, Symbol("x"), 3]) builder.append(value);
    assert.deepEqual(cells(builder.finish()), [null, null, 3]);
  });
});

describe("columnBuilder(kind)", () => {
  it("keeps what is of the kind, makes the rest missing and counts it", () => {
    const cases: [Kind, unknown[], unknown[], number][] = [
      ["f64", [1, 2n, "3", true, null], [1, 2, null, null, null], 2],
      ["i64", [1n, 2, 2.5, 2n ** 63n, "4", undefined], [1n, 2n, null, null, null, null], 3],
      ["bool", [true, 0, "true"], [true, null, null], 2],
      ["list", [[1], { a: 1 }, "x", new Float64Array(1)], [[1], null, null, new Float64Array(1)], 2],
      [
        "histogram",
        [histogram, [1], 5, { ...histogram, counts: [1] }, {}],
        [histogram, null, null, null, null],
        4,
      ],
      ["histogram", [new Histogram(histogram), new KeyedHistogram({})], [histogram, null], 1],
      [
        "keyed-histogram",
        [{ a: histogram }, null, new KeyedHistogram({ b: histogram }), { a: 1 }, new Histogram(histogram)],
        [{ a: histogram }, null, { b: histogram }, null, null],
        2,
      ],
      ["json", [1, "a", [1], () => 1], [1, "a", [1], null], 1],
    ];
    for (const [kind, values, expected, mismatched] of cases) {
      const builder = columnBuilder(kind);
      for (const value of values) builder.append(value);
      assert.deepEqual(cells(builder.finish()), expected, kind);
      assert.equal(builder.mismatched, mismatched, kind);
    }
  });

  it("keeps the JSON text of what is no string in columns of strings and ids", () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    for (const kind of ["id", "string"] as const) {
      const column = build(kind, ["a", 1, 5n, { a: [1n] }, true, null, undefined, circular, () => 1]);
      assert.deepEqual(cells(column), ["a", "1", "5", '{"a":["1"]}', "true", null, null, null, null]);
    }
  });

  it("keeps half surrogate pairs, which UTF-8 has no bytes for, however strings are stored", () => {
    const values = [
      "\ud800x",
      "\ufffdx",
      "a\udc00b",
      "\ude00\ud83d\ud83d\ude00",
      "\ufffd\udfff",
      "\ufffd\ufffd",
    ];
    for (const kind of ["id", "string"] as const) {
      const column = build(kind, [...values, ...values]);
      assert.deepEqual(cells(column), [...values, ...values]);
      assert.equal(new Frame({ column }).countBy("column" as never).length, values.length);
    }
    fc.assert(
      fc.property(fc.array(fc.string({ unit: halves })), (texts) => {
        assert.deepEqual(cells(build("id", texts)), texts);
        const frame = Frame.fromColumns({ id: texts, text: texts }, { kinds: { id: "id", text: "string" } });
        assert.deepEqual(frame.orderBy("id").toObjects(), frame.orderBy("text").toObjects());
      }),
    );
  });
  const halves = fc.constantFrom(
    "\ud800",
    "\udbff",
    "\udc00",
    "\udfff",
    "\ud7ff",
    "\ue000",
    "\ufffd",
    "a",
    "é",
    "í",
  );

  it("keeps a byte order mark, and strings of any length", () => {
    const values = ["\ufeffx", "x".repeat(100_000), "é".repeat(70), "", "😀".repeat(33)];
    assert.deepEqual(cells(build("id", values)), values);
  });

  it("refuses a kind that there is not", () => {
    assert.throws(() => columnBuilder("text" as never), /unknown column kind "text"; kinds: f64/);
  });

  it("gives arrays that hold nothing but the rows, and keeps later rows out of them", () => {
    const builder = columnBuilder("id");
    builder.append("abc");
    const column = builder.finish();
    builder.append("def");
    assert.equal(columnByteLength(column), 3 + 16);
    assert.deepEqual(cells(column), ["abc"]);
    assert.deepEqual(cells(builder.finish()), ["abc", "def"]);
    assert.equal((column as unknown as { bytes: Uint8Array }).bytes.buffer.byteLength, 3);
  });

  it("gives columns that can be cloned to another thread", () => {
    const column = build("infer", ["a", null, "b"]);
    assert.deepEqual(structuredClone(column), column);
  });
});

describe("columnValue", () => {
  it("reads one cell; missing and rows that are not there are null", () => {
    const kinds: [Kind, unknown][] = [
      ["f64", 1],
      ["i64", 1n],
      ["bool", true],
      ["string", "a"],
      ["id", "a"],
      ["list", [1]],
    ];
    for (const [kind, value] of kinds) {
      const full = build(kind, [value]);
      const sparse = build(kind, [value, null]);
      assert.deepEqual(
        [columnValue(full, 0), columnValue(full, 1), columnValue(sparse, 1), columnValue(sparse, 2)],
        [value, null, null, null],
        kind,
      );
    }
  });
});

describe("concatColumns", () => {
  it("grows a dictionary by first appearance", () => {
    const joined = concatColumns([build("infer", ["b", "a"]), build("infer", [null, "c", "a"])]);
    assert.equal(joined.kind, "dictionary");
    assert.deepEqual((joined as unknown as { dictionary: string[] }).dictionary, ["b", "a", "c"]);
    assert.deepEqual(cells(joined), ["b", "a", null, "c", "a"]);
  });

  it("lets a column without values take any kind", () => {
    const none = build("infer", [null, null]);
    for (const [kind, value] of [
      ["id", "x"],
      ["i64", 1n],
      ["bool", true],
      ["histogram", histogram],
      ["string", "s"],
    ] as const) {
      for (const columns of [
        [none, build(kind, [value])],
        [build(kind, [value]), none],
      ]) {
        const joined = concatColumns(columns);
        assert.equal(joined.kind, kind === "string" ? "dictionary" : kind);
        assert.deepEqual(cells(joined), columns.flatMap(cells));
      }
    }
    assert.equal(concatColumns([none, build("id", [null])]).kind, "id");
    assert.equal(concatColumns([none, none]).kind, "f64");
  });

  it("makes strings and ids ids, dictionaries and bytes strings, and other mixtures json", () => {
    const many = Array.from({ length: 3000 }, (_, i) => `w${i}`);
    assert.equal(concatColumns([build("string", ["a"]), build("id", ["b"])]).kind, "id");
    assert.equal(concatColumns([build("string", ["a"]), build("string", many)]).kind, "utf8");
    const mixed = concatColumns([build("f64", [1]), build("string", ["a", null])]);
    assert.equal(mixed.kind, "json");
    assert.deepEqual(cells(mixed), [1, "a", null]);
  });

  it("remembers that values hold identifiers", () => {
    const mixed = concatColumns([build("f64", [1]), build("id", ["secret"])]);
    assert.doesNotMatch(new Frame({ mixed }).toString(), /secret/);
  });

  it("makes no rows of no columns, and gives a single one back", () => {
    assert.equal(concatColumns([]).length, 0);
    const one = build("infer", [1]);
    assert.equal(concatColumns([one]), one);
  });

  it("equals building at once, wherever the rows are divided", () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.double(),
      fc.boolean(),
      fc.string({ unit: "binary" }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.array(fc.string()),
      fc.record({ a: fc.integer() }),
    );
    const column = fc.oneof(
      fc.array(cell),
      fc.array(fc.option(fc.double())),
      fc.array(fc.option(fc.string())),
      fc.array(fc.option(fc.boolean())),
    );
    fc.assert(
      fc.property(column, fc.array(fc.nat(100)), (values, cuts) => {
        const at = [0, ...cuts.map((cut) => cut % (values.length + 1)).sort((a, b) => a - b), values.length];
        const parts = at.slice(1).map((end, i) => build("infer", values.slice(at[i], end)));
        const joined = concatColumns(parts);
        const whole = build("infer", values);
        assert.deepEqual(cells(joined), cells(whole));
        assert.ok(same(joined, whole), `${joined.kind} is not ${whole.kind}`);
      }),
    );
  });
});
