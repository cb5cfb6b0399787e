import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as flechette from "@uwdata/flechette";
import * as aq from "arquero";
import fc from "fast-check";
import { collect, Frame } from "../../src/frame/index.js";
import { Histogram, type HistogramData } from "../../src/histogram/index.js";

const kinds = { id: "id", h: "histogram" } as const;
const rows = [
  {
    id: "c1",
    s: "startup",
    at: 1.5e18,
    b: true,
    n: 10.25,
    big: 2n ** 62n + 1n,
    tags: ["a", null],
    counts: [1n, 2n],
    mix: [1, "a"],
    h: { kind: "linear", bounds: [0, 1], counts: [3, 4], sum: 4 },
    j: "1",
    none: null,
  },
  {
    id: null,
    s: null,
    at: 1.4e18,
    b: null,
    n: null,
    big: null,
    tags: null,
    counts: null,
    mix: null,
    h: null,
    j: 1,
    none: null,
  },
  {
    id: "é",
    s: "",
    at: 1.3e18,
    b: false,
    n: Number.NaN,
    big: -5n,
    tags: [],
    counts: [],
    mix: [],
    h: null,
    j: { a: [1] },
    none: null,
  },
];
const frame = Frame.fromObjects(rows, { kinds });

describe("Frame.toArrow and fromArrow", () => {
  it("give the same frame back, as a table and as bytes of either format", () => {
    assert.ok(Frame.fromArrow(frame.toArrow()).equals(frame));
    assert.ok(Frame.fromArrow(frame.toArrowIPC()).equals(frame));
    assert.ok(Frame.fromArrow(frame.toArrowIPC("file")).equals(frame));
    const none = frame.slice(0, 0);
    assert.ok(Frame.fromArrow(none.toArrowIPC()).equals(none));
  });

  it("keep dictionaries dictionaries, integers exact and missing apart from NaN", () => {
    const arrow = frame.toArrow() as unknown as flechette.Table;
    assert.equal(arrow.getChild("s").type.typeId, flechette.Type.Dictionary);
    assert.equal(arrow.getChild("big").at(0), 2n ** 62n + 1n);
    assert.deepEqual([...arrow.getChild("n")], [10.25, null, Number.NaN]);
    assert.equal(arrow.getChild("n").nullCount, 1);
  });

  it("read what others write: 64-bit integers, dates, lists, structs, and batches", () => {
    const table = flechette.tableFromArrays(
      {
        wide: [2n ** 63n - 1n, null, -(2n ** 63n)],
        small: [1, 2, null],
        day: [new Date(86_400_000), null, new Date(0)],
        list: [[1, 2], null, []],
        struct: [{ a: 1, b: "x" }, null, { a: 2, b: "y" }],
        word: ["a", "b", "a"],
      },
      {
        types: { wide: flechette.int64(), small: flechette.int8(), day: flechette.dateDay() },
        maxBatchRows: 2,
      },
    );
    const read = Frame.fromArrow(flechette.tableToIPC(table, { format: "stream" })!);
    assert.deepEqual(read.kinds, {
      wide: "i64",
      small: "f64",
      day: "f64",
      list: "list",
      struct: "json",
      word: "string",
    });
    assert.deepEqual(read.toObjects(), [
      { wide: 2n ** 63n - 1n, small: 1, day: 86_400_000, list: [1, 2], struct: { a: 1, b: "x" }, word: "a" },
      { wide: null, small: 2, day: null, list: null, struct: null, word: "b" },
      { wide: -(2n ** 63n), small: null, day: 0, list: [], struct: { a: 2, b: "y" }, word: "a" },
    ]);
  });

  it("keep identifiers hidden on the way", () => {
    const grouped = frame.groupBy("s").aggregate({ ids: collect("id") });
    const back = Frame.fromArrow(grouped.toArrowIPC());
    assert.doesNotMatch(back.toString(), /c1|é/);
    assert.ok(back.equals(grouped));
  });

  it("refuse what is not Arrow", () => {
    assert.throws(
      () => Frame.fromArrow({} as never),
      /fromArrow needs a table of @uwdata\/flechette or Arrow IPC bytes/,
    );
  });

  it("are the identity on any numbers and strings", () => {
    const columns = fc.array(
      fc.record({
        n: fc.option(fc.double()),
        s: fc.option(fc.string({ unit: "grapheme" })),
        i: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(columns, (objects) => {
        const any = Frame.fromObjects(objects, { kinds: { i: "i64", s: "string" } });
        assert.ok(Frame.fromArrow(any.toArrowIPC()).equals(any));
      }),
      { numRuns: 30 },
    );
  });
});

describe("Frame.toArquero and fromArquero", () => {
  it("give the same frame back, kinds being told", () => {
    assert.ok(Frame.fromArquero(frame.toArquero(aq), { kinds }).equals(frame));
    assert.deepEqual(frame.toArquero(aq).columnNames(), frame.columns);
  });

  it("load arquero themselves when it is not handed in", () => {
    const table = frame.toArquero<aq.ColumnTable>();
    assert.equal(table.numRows(), 3);
    assert.equal(table.array("big")[0], 2n ** 62n + 1n);
  });

  it("apply arquero's filter and order", () => {
    const table = aq.table({ n: [3, 1, 2], s: ["c", "a", "b"] });
    const read = Frame.fromArquero<{ n: number; s: string }>(
      table.filter((row: { n: number }) => row.n > 1).orderby("n"),
    );
    assert.deepEqual(read.toObjects(), [
      { n: 2, s: "b" },
      { n: 3, s: "c" },
    ]);
  });

  it("read a table made from Arrow", () => {
    const table = aq.fromArrow(frame.select("s", "n").toArrowIPC());
    assert.deepEqual(Frame.fromArquero(table).column("s").toArray(), ["startup", null, ""]);
  });

  it("keep the names of a frame without rows", () => {
    assert.deepEqual(Frame.fromArquero(frame.slice(0, 0).toArquero(aq)).columns, frame.columns);
  });
});

/** Reads CSV by the grammar of RFC 4180; an unquoted empty field is null. */
function parseCsv(text: string, delimiter = ","): (string | null)[][] {
  const lines: (string | null)[][] = [];
  let line: (string | null)[] = [];
  let i = 0;
  while (i < text.length) {
    let field: string | null = null;
    if (text[i] === '"') {
      field = "";
      for (i++; text[i] !== '"' || text[++i] === '"'; i++) field += text[i];
    } else {
      const start = i;
      while (text[i] !== delimiter && text[i] !== "\r") i++;
      if (i > start) field = text.slice(start, i);
    }
    line.push(field);
    if (text[i] === delimiter) {
      i++;
      if (text[i] === "\r") line.push(null);
    }
    if (text[i] === "\r") {
      lines.push(line);
      line = [];
      i += 2;
    }
  }
  return lines;
}

describe("JSON.stringify", () => {
  it("writes a frame's rows: bigints as strings, histograms as data, NaN as null", () => {
    const data: HistogramData = { kind: "linear", bounds: [0, 1], counts: [2, 3], sum: 3 };
    const mixed = Frame.fromObjects([
      { n: Number.NaN, big: 2n ** 63n - 1n, list: [1n], at: new Date(0), gc: new Histogram(data) },
      { n: 0.5, big: null, list: null, at: null, gc: null },
    ]);
    const rows = [
      { n: null, big: "9223372036854775807", list: ["1"], at: "1970-01-01T00:00:00.000Z", gc: data },
      { n: 0.5, big: null, list: null, at: null, gc: null },
    ];
    assert.deepEqual(JSON.parse(JSON.stringify(mixed)), rows);
    assert.deepEqual(
      JSON.parse(JSON.stringify(mixed.column("big"))),
      rows.map((row) => row.big),
    );
    assert.equal(JSON.stringify(mixed.head(0)), "[]");
  });
});

describe("Frame.toCSV", () => {
  it("writes RFC 4180: quotes doubled, bigints exact, missing empty and empty strings quoted", () => {
    const csv = Frame.fromObjects([
      { 'a "b"': 'x,"y"', big: 2n ** 63n - 1n, n: null, s: "" },
      { 'a "b"': "two\r\nlines", big: null, n: 0.1, s: null },
    ]).toCSV();
    assert.equal(csv, '"a ""b""",big,n,s\r\n"x,""y""",9223372036854775807,,""\r\n"two\r\nlines",,0.1,\r\n');
  });

  it("hides identifiers unless told to reveal them", () => {
    const ids = frame.select("id", "s");
    assert.equal(ids.toCSV(), 'id,s\r\n‹id 1›,startup\r\n,\r\n‹id 2›,""\r\n');
    assert.equal(ids.toCSV({ reveal: true }), 'id,s\r\nc1,startup\r\n,\r\né,""\r\n');
  });

  it("writes lists and objects as JSON, with another delimiter and line end if asked", () => {
    const csv = frame.select("n", "tags", "j", "counts").toCSV({ delimiter: ";", lineEnd: "\n" });
    assert.equal(
      csv,
      'n;tags;j;counts\n10.25;"[""a"",null]";1;"[""1"",""2""]"\n;;1;\nNaN;[];"{""a"":[1]}";[]\n',
    );
    assert.throws(() => frame.toCSV({ delimiter: "||" }), /delimiter must be one character/);
    assert.throws(() => frame.toCSV({ delimiter: '"' }), RangeError);
  });

  it("can be read back, whatever strings hold", () => {
    const text = fc.option(fc.string({ unit: fc.constantFrom("a", ",", '"', "\r", "\n", ";", " ", "é") }));
    fc.assert(
      fc.property(fc.array(fc.record({ a: text, b: text }), { minLength: 1 }), (objects) => {
        const csv = Frame.fromObjects(objects, { kinds: { a: "string", b: "string" } }).toCSV();
        assert.deepEqual(parseCsv(csv), [["a", "b"], ...objects.map(({ a, b }) => [a, b])]);
      }),
    );
  });
});
