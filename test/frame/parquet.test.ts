import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { collect, Frame } from "../../src/frame/index.js";
import { Histogram, KeyedHistogram } from "../../src/histogram/index.js";

const gc = new Histogram({ kind: "linear", bounds: [0, 10, 20], counts: [3, 4, 0], sum: 44 });
const byLabel = new KeyedHistogram({ a: gc.toJSON(), "": gc.toJSON() });

/** A value of each kind in the first row, none in the second, the odd ones in the third. */
const frame = Frame.fromObjects(
  [
    {
      id: "c1",
      "payload/info.reason": "startup",
      b: true,
      n: 10.25,
      big: 2n ** 63n - 1n,
      names: ["a", null],
      numbers: [1.5, null],
      flags: [true, false],
      bigs: [1n, -(2n ** 63n)],
      mixed: [1, "a", null],
      wide: [2n ** 64n],
      inner: [[1], []],
      gc,
      keyed: byLabel,
      many: [gc, null],
      j: { a: [1, { b: null }] },
      none: null,
    },
    {
      id: null,
      "payload/info.reason": null,
      b: null,
      n: null,
      big: null,
      names: null,
      numbers: null,
      flags: null,
      bigs: null,
      mixed: null,
      wide: null,
      inner: null,
      gc: null,
      keyed: null,
      many: null,
      j: null,
      none: null,
    },
    {
      id: "é😀",
      "payload/info.reason": "",
      b: false,
      n: Number.NaN,
      big: -(2n ** 63n),
      names: [],
      numbers: [-0, Number.NaN],
      flags: [],
      bigs: [],
      mixed: [-0, 5n, Number.NEGATIVE_INFINITY],
      wide: [],
      inner: [],
      gc: null,
      keyed: new KeyedHistogram({}),
      many: [],
      j: { $pingframe: "NaN", $$pingframe: 5n, "\ud800": Number.NaN },
      none: null,
    },
  ],
  { kinds: { id: "id" } },
);

const same = async <Row extends object>(before: Frame<Row>, rowGroupSize?: number): Promise<Frame<Row>> => {
  const back = await Frame.fromParquet<Row>(
    before.toParquet(rowGroupSize === undefined ? {} : { rowGroupSize }),
  );
  assert.ok(back.equals(before));
  assert.deepEqual(back.kinds, before.kinds);
  // What equals() takes as equal: -0 and 0.
  assert.deepEqual(back.toObjects(), before.toObjects());
  return back;
};

describe("Frame.toParquet and fromParquet", () => {
  it("give every kind of column back, from any size of row groups", async () => {
    assert.equal(new Set(Object.values(frame.kinds)).size, 9);
    for (const size of [undefined, 1, 2, 3]) await same(frame, size);
  });

  it("give frames without rows and without columns back", async () => {
    await same(frame.slice(0, 0));
    await same(frame.slice(1, 2));
    const nothing = await same(new Frame({}));
    assert.deepEqual(nothing.columns, []);
  });

  it("keep identifiers hidden on the way, those within lists and objects too", async () => {
    const grouped = frame.groupBy("b").aggregate({ ids: collect("id") });
    const marked = Frame.fromObjects([{ info: { client: "c1" } }]).withIds("info");
    assert.equal((await same(frame)).kinds.id, "id");
    assert.doesNotMatch((await same(grouped)).toString(), /c1|é/);
    assert.doesNotMatch((await same(marked)).toString(), /c1/);
  });

  it("keep strings that UTF-8 can't hold, stored as bytes or as a dictionary", async () => {
    const words = ["\ud800", "a\udc00b", null, "\ufeff", "😀", "\ufffd"];
    await same(Frame.fromColumns({ words }));
    await same(Frame.fromColumns({ words }, { kinds: { words: "id" } }));
    await same(Frame.fromColumns({ words: [words, [], null] }));
    const many = Array.from({ length: 3000 }, (_, i) => `${i}\ud800`);
    await same(Frame.fromColumns({ many }));
  });

  it("end a row group after so many rows, or when its cells are large", () => {
    const numbers = Frame.fromColumns({ n: Array.from({ length: 10 }, (_, i) => i) });
    assert.equal([...numbers.toParquetChunks({ rowGroupSize: 4 })].length, 3 + 1);
    const text = "x".repeat(3 * 2 ** 20);
    const large = Frame.fromColumns({ text: Array.from({ length: 24 }, () => text) });
    assert.equal([...large.toParquetChunks()].length, 3 + 1);
    for (const size of [0, 1.5, Number.NaN]) {
      assert.throws(
        () => numbers.toParquet({ rowGroupSize: size }),
        /rowGroupSize must be a whole number from 1, got/,
      );
    }
  });

  it("are the identity on any cells, in any row groups", async () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "é", "\ud800", "\udc00", "\ufeff", "😀", "$pingframe", "\0"),
    });
    const big = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        fc.boolean(),
        fc.double(),
        fc.bigInt(),
        text,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(text, fc.constantFrom("__proto__", "$pingframe", "$$pingframe")),
          tie("value"),
          {
            maxKeys: 3,
            noNullPrototype: true,
          },
        ),
      ),
    }));
    const list = <T>(item: fc.Arbitrary<T>) => fc.option(fc.array(fc.option(item), { maxLength: 4 }));
    const rows = fc.array(
      fc.record({
        n: fc.option(fc.double()),
        i: fc.option(big),
        b: fc.option(fc.boolean()),
        s: fc.option(text),
        id: fc.option(text),
        numbers: list(fc.double()),
        names: list(text),
        flags: list(fc.boolean()),
        bigs: list(big),
        any: list(value),
        json: value,
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 12 }), async (objects, size) => {
        const any = Frame.fromObjects(objects, {
          kinds: { n: "f64", i: "i64", b: "bool", s: "string", id: "id", json: "json" },
        });
        await same(any, size);
      }),
      { numRuns: 60 },
    );
  });

  it("are the identity on thousands of rows, over pages and dictionaries", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      id: `${i}`.repeat(12),
      reason: i % 7 === 0 ? null : ["startup", "shutdown", "daily"][i % 3]!,
      n: i % 5 === 0 ? -0 : i / 3,
      pages: Array.from({ length: i % 4 }, (_, k) => "x".repeat(300) + k),
    }));
    await same(Frame.fromObjects(rows, { kinds: { id: "id" } }), 1700);
  });

  it("say which column and row can't be written, and not its value", () => {
    const own: { self?: unknown; secret: string } = { secret: "c1" };
    own.self = own;
    const round = Frame.fromColumns({ j: [null, own] }, { kinds: { j: "json" } });
    assert.throws(
      () => round.toParquet(),
      (error: TypeError) =>
        /column "j" can't be written as JSON in row 1/.test(error.message) && !error.message.includes("c1"),
    );
  });

  it("read ranges of what is given: its end, then a row group at a time", async () => {
    const bytes = Frame.fromColumns({ n: Array.from({ length: 9000 }, (_, i) => i * 1.1) }).toParquet({
      rowGroupSize: 3000,
    });
    const sizes: number[] = [];
    const back = await Frame.fromParquet({
      byteLength: bytes.length,
      slice: async (start: number, end?: number) => {
        const part = bytes.slice(start, end).buffer as ArrayBuffer;
        sizes.push(part.byteLength);
        return part;
      },
    });
    assert.equal(back.length, 9000);
    assert.ok(sizes.length >= 4);
  });

  it("pass on what the source throws, as it is", async () => {
    const bytes = frame.toParquet({ rowGroupSize: 1 });
    const slow = new RangeError("slow down");
    for (const failing of [0, 1, 2]) {
      let calls = 0;
      const source = {
        byteLength: bytes.length,
        slice: (start: number, end?: number) => {
          if (calls++ >= failing) throw slow;
          return bytes.slice(start, end).buffer as ArrayBuffer;
        },
      };
      await assert.rejects(Frame.fromParquet(source), (error) => error === slow);
    }
  });

  it("read the columns asked for, in their order, and the bytes of no others", async () => {
    const noise = Array.from({ length: 100_000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1).toString(36)).join(
      "",
    );
    const wide = Frame.fromColumns({
      n: [1, 2, 3],
      text: [noise, `${noise}1`, noise.slice(1)],
      tags: [["a"], null, []],
    });
    const bytes = wide.toParquet();
    let read = 0;
    const source = {
      byteLength: bytes.length,
      slice: (start: number, end = bytes.length) => {
        read += end - start;
        return bytes.slice(start, end).buffer as ArrayBuffer;
      },
    };
    const some = await Frame.fromParquet<{ n: number; tags: string[] }>(source, { columns: ["tags", "n"] });
    assert.ok(some.equals(wide.select("tags", "n")));
    // The end of the file is read in one piece of half a megabyte, in which its metadata are.
    assert.ok(bytes.length > 1_500_000 && read < 530_000, `${read} of ${bytes.length} bytes read`);
    await assert.rejects(Frame.fromParquet(bytes, { columns: ["m"] as never }), {
      name: "TypeError",
      message: /^unknown column "m" in fromParquet; .*columns: n, text, tags/,
    });
  });

  it("read what others write: integers, dates, nested values, JSON, gzip", async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: "int", type: "INT32", data: [1, null, 3] },
        { name: "big", type: "INT64", data: [1n, null, 3n] },
        { name: "at", type: "TIMESTAMP", data: [new Date(86_400_000), null, new Date(0)] },
        { name: "json", type: "JSON", data: [{ a: 1 }, null, { a: { $pingframe: "NaN" } }] },
        { name: "word", type: "STRING", data: ["a", null, "\ufeffb"] },
        { name: "uuid", type: "UUID", data: ["00000000-0000-4000-8000-00000000000a", null, null] },
      ],
      codec: "GZIP",
      compressors: { GZIP: (input) => new Uint8Array(gzipSync(input)) },
    });
    const read = await Frame.fromParquet(file);
    assert.deepEqual(read.toObjects(), [
      {
        int: 1,
        big: 1n,
        at: 86_400_000,
        json: { a: 1 },
        word: "a",
        uuid: "00000000-0000-4000-8000-00000000000a",
      },
      { int: null, big: null, at: null, json: null, word: null, uuid: null },
      { int: 3, big: 3n, at: 0, json: { a: { $pingframe: "NaN" } }, word: "\ufeffb", uuid: null },
    ]);
  });

  it("refuse what is no Parquet", async () => {
    await assert.rejects(Frame.fromParquet(new Uint8Array(100)), {
      name: "TypeError",
      message: /^fromParquet can't read the file: /,
    });
    await assert.rejects(Frame.fromParquet({} as never), /fromParquet needs the bytes of a Parquet file/);
    const cut = frame.toParquet().subarray(4);
    await assert.rejects(Frame.fromParquet(cut.subarray(0, cut.length - 8)), TypeError);
  });
});

describe("Frame.toParquet and DuckDB", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-parquet-"));
  after(() => rmSync(folder, { recursive: true }));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  after(() => connection.closeSync());
  const query = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS() as Record<string, unknown>[];

  it("read each other's files", async () => {
    const ours = join(folder, "ours.parquet");
    writeFileSync(ours, frame.toParquet({ rowGroupSize: 2 }));
    const rows = await query(`select * from read_parquet('${ours}')`);
    const plain = [
      "id",
      "payload/info.reason",
      "b",
      "n",
      "big",
      "names",
      "numbers",
      "flags",
      "bigs",
    ] as const;
    assert.deepEqual(
      rows.map((row) => plain.map((name) => row[name])),
      frame.toObjects().map((row) => plain.map((name) => row[name])),
    );
    assert.equal(rows[0]!["j"], '{"a":[1,{"b":null}]}');
    assert.deepEqual(JSON.parse(rows[0]!["gc"] as string), gc.toJSON());
    const types = await query(`describe select * from read_parquet('${ours}')`);
    assert.deepEqual(
      plain.map((name) => types.find((type) => type["column_name"] === name)!["column_type"]),
      ["VARCHAR", "VARCHAR", "BOOLEAN", "DOUBLE", "BIGINT", "VARCHAR[]", "DOUBLE[]", "BOOLEAN[]", "BIGINT[]"],
    );

    const theirs = join(folder, "theirs.parquet");
    await connection.run(`copy (select * from read_parquet('${ours}')) to '${theirs}' (compression snappy)`);
    const back = await Frame.fromParquet<Record<string, unknown>>(readFileSync(theirs));
    assert.deepEqual(
      back.toObjects().map((row) => plain.map((name) => row[name])),
      frame.toObjects().map((row) => plain.map((name) => row[name])),
    );
  });

  it("read files with strings that UTF-8 can't hold", async () => {
    const file = join(folder, "halves.parquet");
    writeFileSync(file, Frame.fromColumns({ word: ["a\ud800", "b"], n: [1, 2] }).toParquet());
    const [row] = await query(`select n, octet_length(word)::integer as size from read_parquet('${file}')`);
    assert.deepEqual(row, { n: 1, size: 4 });
  });

  it("count alike, with filters that use a row group's statistics", async () => {
    const words = Array.from({ length: 4000 }, (_, i) => (i % 9 === 0 ? null : `w${i % 37}`));
    const numbers = words.map((_, i) => (i % 11 === 0 ? Number.NaN : i - 2000));
    const table = Frame.fromColumns({ word: words, n: numbers }, { kinds: { word: "string" } });
    const file = join(folder, "counts.parquet");
    writeFileSync(file, table.toParquet({ rowGroupSize: 1000 }));
    const counts = await query(
      `select word, count(*)::integer as count from read_parquet('${file}') group by word order by word nulls last`,
    );
    assert.deepEqual(counts, table.countBy("word").orderBy("word").toObjects());
    const [few] = await query(`select count(*)::integer as n from read_parquet('${file}') where n < -1990`);
    assert.equal(few!["n"], numbers.filter((n) => n < -1990).length);
  });
});
