import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  atLeast,
  atMost,
  collect,
  count,
  countDistinct,
  desc,
  Frame,
  first,
  inRange,
  isMissing,
  last,
  lessThan,
  max,
  mean,
  median,
  min,
  moreThan,
  percentile,
  sum,
} from "../../src/frame/index.js";

type Ping = {
  client: string | null;
  reason: string | null;
  at: number | null;
  isNew: boolean | null;
};

const pings: Frame<Ping> = Frame.fromObjects<Ping>([
  { client: "b", reason: "startup", at: 3, isNew: true },
  { client: "a", reason: "shutdown", at: 1, isNew: false },
  { client: "b", reason: null, at: 2, isNew: null },
  { client: null, reason: "startup", at: null, isNew: true },
  { client: "a", reason: "", at: Number.NaN, isNew: false },
  { client: null, reason: "startup", at: -0, isNew: true },
]);
const empty = pings.slice(0, 0);

describe("new Frame", () => {
  it("refuses columns that differ in length, naming them", () => {
    const a = pings.data.get("at")!;
    const b = empty.data.get("at")!;
    assert.throws(() => new Frame({ a, b }), {
      name: "RangeError",
      message: 'columns differ in length: "a" has 6 rows, "b" has 0',
    });
  });

  it("takes a column called __proto__ for a column", () => {
    const frame = new Frame([["__proto__", pings.data.get("at")!]]);
    assert.deepEqual([...frame.data.keys()], ["__proto__"]);
    assert.equal(Object.getOwnPropertyDescriptor(frame.row(0)!, "__proto__")!.value, 3);
    assert.equal({}.constructor, Object);
  });
});

describe("Frame.fromObjects", () => {
  it("orders columns by first appearance and makes absent properties missing", () => {
    const frame = Frame.fromObjects<{ a?: number; b?: string }>([
      { b: "x" },
      { a: 1, b: undefined as never },
    ]);
    assert.deepEqual(frame.columns, ["b", "a"]);
    assert.deepEqual(frame.toObjects(), [
      { b: "x", a: null },
      { b: null, a: 1 },
    ]);
  });

  it("takes own properties only", () => {
    const row = Object.assign(Object.create({ inherited: 1 }), { a: 1 });
    assert.deepEqual(Frame.fromObjects([row]).columns, ["a"]);
  });

  it("makes no rows of none", () => {
    assert.equal(Frame.fromObjects([]).length, 0);
  });
});

describe("Frame.fromColumns", () => {
  it("refuses lists that differ in length", () => {
    assert.throws(
      () => Frame.fromColumns({ a: [1, 2], b: [1] }),
      /columns differ in length: "a" has 2 rows, "b" has 1/,
    );
  });

  it("takes the kinds it is given", () => {
    const frame = Frame.fromColumns({ id: ["x", null], n: [1, 2] }, { kinds: { id: "id", n: "i64" } });
    assert.deepEqual(frame.kinds, { id: "id", n: "i64" });
    assert.deepEqual(frame.toObjects(), [
      { id: "x", n: 1n },
      { id: null, n: 2n },
    ]);
  });
});

describe("Frame.column", () => {
  it("names the nearest column and lists all when there is none", () => {
    assert.throws(() => pings.column("Reason" as never), {
      name: "TypeError",
      message: 'unknown column "Reason" in column; did you mean "reason"? columns: client, reason, at, isNew',
    });
    assert.throws(
      () => pings.column("constructor" as never),
      /unknown column "constructor" in column; columns: client/,
    );
    assert.throws(() => new Frame({}).column("a" as never), /columns: the frame has none/);
  });

  it("finds the nearest among paths by their end", () => {
    const frame = Frame.fromColumns({ "payload/reason": ["x"], "meta/Timestamp": [1] });
    assert.throws(() => frame.countBy("reason" as never), /did you mean "payload\/reason"\?/);
  });
});

describe("Frame.filter", () => {
  it("keeps the rows for which a closure returns true", () => {
    const wanted = "startup";
    assert.deepEqual(
      pings
        .filter((row) => row.reason === wanted)
        .column("at")
        .toArray(),
      [3, null, -0],
    );
  });

  it("gives the row's number and a row that can be copied", () => {
    const seen: unknown[] = [];
    pings.filter((row, index) => {
      seen.push([index, { ...row }]);
      return false;
    });
    assert.deepEqual(
      seen,
      pings.toObjects().map((row, index) => [index, row]),
    );
  });

  it("gives a frame without rows its columns", () => {
    assert.deepEqual(empty.filter(() => true).columns, pings.columns);
  });

  it("leaves the frame it came from as it was", () => {
    const before = pings.toObjects();
    pings.filter(() => false);
    assert.deepEqual(pings.toObjects(), before);
  });
});

describe("functions of rows", () => {
  it("are refused if they are async, as a promise passes for true", () => {
    const calls: { readonly [verb: string]: () => unknown } = {
      filter: () => pings.filter((async () => false) as never),
      where: () => pings.where({ at: (async () => false) as never }),
      derive: () => pings.derive({ later: async () => 1 }),
      aggregate: () => pings.groupBy("reason").aggregate({ later: async () => 1 }),
    };
    for (const [verb, call] of Object.entries(calls)) {
      assert.throws(call, {
        name: "TypeError",
        message: `${verb} needs a synchronous function, got one that gives a promise; await what it needs beforehand`,
      });
    }
  });
});

describe("Frame.where", () => {
  const at = (frame: Frame<Ping>) => frame.column("at").toArray();

  it("never passes a missing value or NaN through a comparison, where JavaScript would", () => {
    // biome-ignore lint/suspicious/noExplicitAny: what non-strict notebooks allow
    assert.equal((null as any) <= 1800, true);
    assert.deepEqual(at(pings.where({ at: atMost(1800) })), [3, 1, 2, -0]);
    assert.deepEqual(at(pings.where({ at: (value) => !(value > 2) })), [1, 2, Number.NaN, -0]);
  });

  it("takes values, lists and null, which asks for missing ones", () => {
    assert.equal(pings.where({ reason: "startup" }).length, 3);
    assert.equal(pings.where({ reason: ["startup", ""] }).length, 4);
    assert.equal(pings.where({ reason: null }).length, 1);
    assert.equal(pings.where({ reason: [null, "shutdown"] }).length, 2);
    assert.equal(pings.where({ client: null, isNew: true }).length, 2);
    assert.equal(pings.where({ at: Number.NaN }).length, 1);
    assert.equal(pings.where({ reason: "nowhere" }).length, 0);
    assert.equal(pings.where({}).length, 6);
  });

  it("takes isMissing, which missing values meet", () => {
    assert.deepEqual(at(pings.where({ client: isMissing })), [null, -0]);
    assert.deepEqual(at(pings.where({ at: isMissing })), [null]);
    assert.equal(Frame.fromColumns({ n: [1, Number.NaN] }).where({ n: isMissing }).length, 0);
  });

  it("compares lists and objects by content", () => {
    type Row = { list: string[] | null; json: { a: number; b?: number[] } | null };
    const frame = Frame.fromObjects<Row>([
      { list: ["a"], json: { a: 1, b: [2] } },
      { list: ["a", "b"], json: { b: [2], a: 1 } },
      { list: [], json: { a: 1 } },
      { list: null, json: null },
    ]);
    assert.equal(frame.where({ list: ["a"] }).length, 1);
    assert.equal(frame.where({ list: [["a"], ["a", "b"], null] }).length, 3);
    assert.deepEqual(frame.where({ list: [] }).column("list").toArray(), [[]]);
    assert.equal(frame.where({ list: null }).length, 1);
    assert.equal(frame.where({ json: { a: 1, b: [2] } }).length, 2);
    assert.equal(Frame.fromObjects([{ v: 1 }, { v: "1" }, { v: [1] }]).where({ v: 1 }).length, 1);
  });

  it("refuses objects on columns of simple values, which none can equal", () => {
    assert.throws(() => pings.where({ at: { atMost: 5 } as never }), {
      name: "TypeError",
      message: 'where needs a value, a list of values or a function for column "at", got an object',
    });
    assert.throws(() => pings.where({ reason: /start/ as never }), TypeError);
  });

  it("refuses undefined, which a typo gives", () => {
    assert.throws(
      () => pings.where({ at: undefined as never }),
      /where needs a condition on column "at", got undefined/,
    );
  });
});

describe("comparisons", () => {
  it("are false for missing values, NaN and values of another type", () => {
    for (const compare of [atMost(5), atLeast(-5), lessThan(5), moreThan(-5), inRange(-5, 5)]) {
      assert.equal(compare(0), true);
      assert.equal(compare(0n), true);
      for (const value of [null, undefined, Number.NaN, "0" as never, false as never]) {
        assert.equal(compare(value), false);
      }
    }
  });

  it("say which bound they include", () => {
    assert.deepEqual(
      [atMost(1)(1), atLeast(1)(1), lessThan(1)(1), moreThan(1)(1)],
      [true, true, false, false],
    );
    assert.deepEqual([inRange(1, 2)(1), inRange(1, 2)(2)], [true, false]);
    assert.equal(inRange("20170614", "20170620")("20170620"), false);
    assert.equal(atMost("b")("a"), true);
  });

  it("isMissing(value) tells missing from NaN", () => {
    assert.deepEqual([null, undefined, Number.NaN, 0, ""].map(isMissing), [true, true, false, false, false]);
  });
});

describe("Frame.select, drop, rename", () => {
  it("select gives columns in the order named, drop the others, and both share the columns", () => {
    assert.deepEqual(pings.select("isNew", "at").columns, ["isNew", "at"]);
    assert.deepEqual(pings.select(["isNew", "at"]).columns, ["isNew", "at"]);
    assert.deepEqual(pings.drop("at").columns, ["client", "reason", "isNew"]);
    assert.equal(pings.select("at").data.get("at"), pings.data.get("at"));
  });

  it("rename keeps the places, swaps names, and refuses doubles", () => {
    assert.deepEqual(pings.rename({ at: "time" }).columns, ["client", "reason", "time", "isNew"]);
    const swapped = pings.rename({ at: "reason", reason: "at" });
    assert.deepEqual(swapped.columns, ["client", "at", "reason", "isNew"]);
    assert.equal(swapped.data.get("at"), pings.data.get("reason"));
    assert.throws(() => pings.rename({ at: "reason" }), /rename makes two columns called "reason"/);
    assert.throws(() => pings.rename({ time: "x" } as never), /unknown column "time" in rename/);
  });
});

describe("Frame.derive", () => {
  it("sees the row as it was, replaces in place, and makes undefined missing", () => {
    const frame = pings.derive({
      at: (row) => (row.at === null ? undefined : row.at + 1),
      before: (row) => row.at,
      index: (_, index) => index,
    });
    assert.deepEqual(frame.columns, ["client", "reason", "at", "isNew", "before", "index"]);
    assert.deepEqual(frame.column("at").toArray(), [4, 2, 3, null, Number.NaN, 1]);
    assert.deepEqual(frame.column("before").toArray(), pings.column("at").toArray());
    assert.deepEqual(frame.column("index").toArray(), [0, 1, 2, 3, 4, 5]);
  });
});

describe("Frame.orderBy", () => {
  it("puts NaN after numbers and missing last, both ways, and keeps ties in order", () => {
    const order = (frame: Frame<Ping>) => frame.column("at").toArray();
    assert.deepEqual(order(pings.orderBy("at")), [-0, 1, 2, 3, Number.NaN, null]);
    assert.deepEqual(order(pings.orderBy(desc("at"))), [3, 2, 1, -0, Number.NaN, null]);
    assert.deepEqual(order(pings.orderBy("isNew", desc("client"))), [1, Number.NaN, 3, null, -0, 2]);
  });

  it("orders strings by code point, however they are stored", () => {
    const words = ["\u{1f600}", "\uffff", "b", "a", "ab", "", "é"];
    const sorted = ["", "a", "ab", "b", "é", "\uffff", "\u{1f600}"];
    for (const kind of ["string", "id"] as const) {
      const frame = Frame.fromColumns({ word: words }, { kinds: { word: kind } });
      assert.deepEqual(frame.orderBy("word").column("word").toArray(), sorted);
      assert.deepEqual(frame.orderBy(desc("word")).column("word").toArray(), sorted.toReversed());
    }
  });

  it("refuses columns that have no order", () => {
    assert.throws(
      () => Frame.fromColumns({ list: [[1]] }).orderBy("list"),
      /column "list" in orderBy holds list values, which have no order/,
    );
  });
});

describe("Frame.groupBy", () => {
  const numbers = Frame.fromColumns({
    key: ["x", "y", "x", null, "x", null, "y"],
    n: [1, null, 3, 5, Number.NaN, 6, null],
    big: [2n ** 60n, 1n, 2n ** 60n, null, 1n, null, null],
    word: ["b", "a", null, "c", "a", "c", null],
  });

  it("computes each statistic without missing values and NaN", () => {
    const result = numbers.groupBy("key").aggregate({
      rows: count(),
      words: countDistinct("word"),
      sum: sum("n"),
      big: sum("big"),
      mean: mean("n"),
      median: median("n"),
      p75: percentile("n", 75),
      min: min("n"),
      max: max("word"),
      first: first("n"),
      last: last("n"),
      all: collect("n"),
      share: (rows) => rows.filter((row) => row.word === "a").length / rows.length,
    });
    assert.deepEqual(result.toObjects(), [
      {
        key: "x",
        rows: 3,
        words: 2,
        sum: 4,
        big: 2n ** 61n + 1n,
        mean: 2,
        median: 2,
        p75: 2.5,
        min: 1,
        max: "b",
        first: 1,
        last: Number.NaN,
        all: [1, 3, Number.NaN],
        share: 1 / 3,
      },
      {
        key: "y",
        rows: 2,
        words: 1,
        sum: 0,
        big: 1n,
        mean: null,
        median: null,
        p75: null,
        min: null,
        max: "a",
        first: null,
        last: null,
        all: [null, null],
        share: 0.5,
      },
      {
        key: null,
        rows: 2,
        words: 1,
        sum: 11,
        big: 0n,
        mean: 5.5,
        median: 5.5,
        p75: 5.75,
        min: 5,
        max: "c",
        first: 5,
        last: 6,
        all: [5, 6],
        share: 0,
      },
    ]);
  });

  it("groups by combinations, and makes no groups of no rows", () => {
    const groups = pings.groupBy("client", "isNew").aggregate({ n: count() });
    assert.deepEqual(
      groups.toObjects().map(({ client, isNew, n }) => [client, isNew, n]),
      [
        ["b", true, 1],
        ["a", false, 2],
        ["b", null, 1],
        [null, true, 2],
      ],
    );
    assert.equal(empty.groupBy("client").aggregate({ n: count(), m: mean("at") }).length, 0);
  });

  it("says what is wrong: nothing to group by, an unknown column, a kind without a mean, a name taken", () => {
    assert.throws(() => pings.groupBy().aggregate({ n: count() }), /no columns to group rows by/);
    assert.throws(
      () => pings.groupBy("client").aggregate({ m: mean("att" as never) }),
      /unknown column "att" in mean; did you mean "at"/,
    );
    assert.throws(
      () => pings.groupBy("client").aggregate({ m: mean("reason") }),
      /mean needs numbers, but column "reason" holds string values/,
    );
    assert.throws(
      () => pings.groupBy("client").aggregate({ client: count() }),
      /aggregate makes two columns called "client"/,
    );
  });
});

describe("GroupedFrame.column", () => {
  const rows = Frame.fromObjects([
    { os: "Linux", bits: 64, ms: 3 },
    { os: null, bits: 32, ms: null },
    { os: "Linux", bits: 32, ms: 5 },
    { os: null, bits: 32, ms: 7 },
  ]);

  it("gives each group's cells, missing ones too, in order of first appearance", () => {
    const groups = rows.groupBy("os").column("ms");
    assert.deepEqual(
      [...groups].map(([key, series]) => [key, series.name, series.toArray()]),
      [
        ["Linux", "ms", [3, 5]],
        ["(missing)", "ms", [null, 7]],
      ],
    );
    assert.deepEqual(
      [...rows.groupBy("os", "bits").column("ms").keys()],
      ["Linux, 64", "(missing), 32", "Linux, 32"],
    );
    assert.equal(rows.slice(0, 0).groupBy("os").column("ms").size, 0);
  });

  it("hides identifiers in the keys", () => {
    const clients = Frame.fromObjects([{ id: "secret", n: 1 }], { kinds: { id: "id" } });
    assert.deepEqual([...clients.groupBy("id").column("n").keys()], ["‹id 1›"]);
  });

  it("rejects an unknown column, and groups whose names can't be told apart", () => {
    assert.throws(() => rows.groupBy("os").column("s" as "ms"), /^TypeError: unknown column "s" in column/);
    const mixed = Frame.fromObjects([
      { key: null, n: 1 },
      { key: "(missing)", n: 2 },
    ]);
    assert.throws(
      () => mixed.groupBy("key").column("n"),
      /^TypeError: groups have the same name "\(missing\)"/,
    );
  });
});

describe("Frame.dedupe", () => {
  const frame = Frame.fromColumns({
    id: ["x", "y", null, "x", "y", null, "x"],
    at: [5, null, 1, 2, 7, 1, 2],
    row: [0, 1, 2, 3, 4, 5, 6],
  });
  const rows = <Row extends { row: number }>(deduped: Frame<Row>) => deduped.column("row").toArray();

  it("keeps the first row of each key, and all rows without one", () => {
    const deduped = frame.dedupe("id");
    assert.deepEqual(rows(deduped), [0, 1, 2, 5]);
    assert.deepEqual(deduped.dropped, { duplicates: 3, nullKeys: 0 });
  });

  it("keeps the last", () => {
    assert.deepEqual(rows(frame.dedupe("id", { keep: "last", onNull: "group" })), [4, 5, 6]);
  });

  it("orders by a column, prefers a value to none, and takes the earliest row among equals, at either end", () => {
    assert.deepEqual(rows(frame.dedupe("id", { orderBy: "at" })), [2, 3, 4, 5]);
    assert.deepEqual(rows(frame.dedupe("id", { orderBy: "at", keep: "last" })), [0, 2, 4, 5]);
    assert.deepEqual(rows(frame.dedupe("id", { orderBy: desc("at"), keep: "last" })), [2, 3, 4, 5]);
    assert.deepEqual(rows(frame.dedupe("id", { orderBy: ["at", desc("row")] })), [2, 4, 5, 6]);
  });

  it("does with missing keys what it is told, and says so", () => {
    const dropped = frame.dedupe("id", { onNull: "drop" });
    assert.deepEqual(rows(dropped), [0, 1]);
    assert.deepEqual(dropped.dropped, { duplicates: 3, nullKeys: 2 });
    const grouped = frame.dedupe("id", { onNull: "group" });
    assert.deepEqual(rows(grouped), [0, 1, 2]);
    assert.deepEqual(grouped.dropped, { duplicates: 4, nullKeys: 0 });
    assert.throws(() => frame.dedupe("id", { onNull: "error" }), /dedupe found 2 of 7 rows without id/);
    assert.equal(frame.where({ id: "x" }).dedupe("id", { onNull: "error" }).length, 1);
  });

  it("takes a key of several columns, missing if a part is", () => {
    const deduped = frame.dedupe(["id", "at"], { onNull: "drop" });
    assert.deepEqual(rows(deduped), [0, 3, 4]);
    assert.deepEqual(deduped.dropped, { duplicates: 1, nullKeys: 3 });
  });

  it("treats NaN as one value and 0 as -0", () => {
    assert.equal(Frame.fromColumns({ n: [Number.NaN, 0, -0, Number.NaN] }).dedupe("n").length, 2);
  });

  it("is itself when there is nothing to drop", () => {
    assert.deepEqual(empty.dedupe("client").dropped, { duplicates: 0, nullKeys: 0 });
    assert.equal(pings.slice(0, 1).dedupe("client").equals(pings.slice(0, 1)), true);
  });
});

describe("Frame.countBy", () => {
  it("counts most often first, then by first appearance, missing as a value", () => {
    assert.deepEqual(pings.countBy("client").toObjects(), [
      { client: "b", count: 2 },
      { client: "a", count: 2 },
      { client: null, count: 2 },
    ]);
    assert.deepEqual(pings.countBy("reason", "isNew").head(1).toObjects(), [
      { reason: "startup", isNew: true, count: 3 },
    ]);
    assert.equal(empty.countBy("client").length, 0);
  });

  it("counts lists and objects by content", () => {
    const frame = Frame.fromColumns({
      list: [["a", 1], ["a", "1"], ["a", 1], [], null],
      object: [{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1 }, {}, null],
    });
    assert.deepEqual(frame.countBy("list").column("count").toArray(), [2, 1, 1, 1]);
    assert.deepEqual(frame.countBy("object").head(1).toObjects(), [{ object: { a: 1, b: 2 }, count: 2 }]);
  });

  it("refuses a column called count", () => {
    assert.throws(() => Frame.fromColumns({ count: [1] }).countBy("count"), /rename it first/);
  });
});

describe("values compared by content", () => {
  const distinct = (...values: unknown[]) =>
    Frame.fromColumns({ v: values }, { kinds: { v: "json" } }).countBy("v").length;

  it("differ if their items do, whatever holds these", () => {
    const differing = [
      ...[new Set([1]), new Set([2]), new Set(), [], {}, [1], { 0: 1 }],
      ...[new Map([[1, 2]]), new Map([[1, 3]]), new Map([["1", 2]])],
      ...[/x/, /y/, /x/g, new Date(0), new Date(1), "date 0", 0, new URL("http://a/"), new URL("http://b/")],
    ];
    assert.equal(distinct(...differing), differing.length);
    assert.equal(distinct(...differing, ...differing.map(copy)), differing.length);
    assert.equal(distinct({ a: 1, b: { c: [1n, -0] } }, { b: { c: [1n, 0] }, a: 1 }), 1);
    assert.equal(distinct(new Float64Array([1, 2]), [1, 2]), 1);
  });
  const copy = (value: unknown) => (value instanceof URL ? new URL(value) : structuredClone(value));

  it("are refused if they show nothing to compare, or hold themselves", () => {
    class Secret {
      readonly #value: number;
      constructor(value: number) {
        this.#value = value;
      }
      get value(): number {
        return this.#value;
      }
    }
    assert.throws(() => distinct(new Secret(1), new Secret(2)), {
      name: "TypeError",
      message: "a Secret can't be compared by content; derive plain values from it",
    });
    const circular: { list: unknown[] } = { list: [1, [2]] };
    circular.list.push({ circular });
    assert.throws(() => distinct(circular), /a value that holds itself can't be compared by content/);
  });

  it("may be nested as deeply as a sender likes", () => {
    const nested = (depth: number, inner: unknown): unknown => {
      let value = inner;
      for (let i = 0; i < depth; i++) value = i % 2 === 0 ? { a: value } : [value];
      return value;
    };
    assert.equal(distinct(nested(50_000, 1), nested(50_000, 2), nested(50_000, 1)), 2);
    const frame = Frame.fromColumns({ v: [nested(50_000, 1), nested(50_000, 1)] });
    assert.equal(frame.dedupe("v").length, 1);
    assert.equal(frame.equals(Frame.fromColumns({ v: [nested(50_000, 1), nested(50_000, 1)] })), true);
  });

  it("have one text exactly if they are equal, for all of JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        assert.equal(distinct([a], [b]), isDeepStrictEqual(zeroed(a), zeroed(b)) ? 1 : 2);
        assert.equal(distinct([a], [structuredClone(a)]), 1);
      }),
    );
  });
  const zeroed = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_, item) => (item === 0 ? 0 : item));
});

describe("Frame.sequences", () => {
  it("orders each group's values, ties by position, missing last", () => {
    const frame = Frame.fromColumns({
      client: ["b", "a", "b", null, "a", "b", "b"],
      at: [2, 9, 1, 1, null, 2, Number.NaN],
      reason: ["s1", "t1", "s2", "u", null, "s3", "s4"],
    });
    const sequences = frame.sequences({ by: "client", orderBy: "at", value: "reason" });
    assert.deepEqual(sequences.toObjects(), [
      { client: "b", sequence: ["s2", "s1", "s3", "s4"], length: 4 },
      { client: "a", sequence: ["t1", null], length: 2 },
    ]);
    assert.deepEqual(sequences.dropped, { nullKeys: 1, shortGroups: 0 });
  });

  it("leaves out short groups and says how many", () => {
    const sequences = pings.sequences({ by: "reason", orderBy: desc("at"), value: "client", minLength: 2 });
    assert.deepEqual(sequences.toObjects(), [{ reason: "startup", sequence: ["b", null, null], length: 3 }]);
    assert.deepEqual(sequences.dropped, { nullKeys: 1, shortGroups: 2 });
  });

  it("orders large groups too", () => {
    const n = 1000;
    const at = Array.from({ length: n }, (_, i) => (i * 7919) % 101);
    const frame = Frame.fromColumns({ by: at.map(() => "x"), at, row: at.map((_, i) => i) });
    const expected = at.map((_, i) => i).sort((a, b) => at[a]! - at[b]! || a - b);
    assert.deepEqual(frame.sequences({ by: "by", orderBy: "at", value: "row" }).row(0)?.sequence, expected);
  });

  it("gives no rows for none", () => {
    assert.equal(empty.sequences({ by: "client", orderBy: "at", value: "reason" }).length, 0);
  });
});

describe("Frame.join", () => {
  const left = Frame.fromColumns({ id: ["x", "y", null, "x", "z"], n: [1, 2, 3, 4, 5] });
  const right = Frame.fromColumns({ id: ["x", null, "y", "x", "w"], n: [10, 20, 30, 40, 50] });
  const pairs = (frame: Frame<{ id: string | null; n: number | null; n_right: number | null }>) =>
    frame.toObjects().map(({ id, n, n_right }) => [id, n, n_right]);

  it("inner keeps matches in the left order, then the right; missing keys match nothing", () => {
    assert.deepEqual(pairs(left.join(right, { on: "id" })), [
      ["x", 1, 10],
      ["x", 1, 40],
      ["y", 2, 30],
      ["x", 4, 10],
      ["x", 4, 40],
    ]);
  });

  it("left keeps all left rows", () => {
    assert.deepEqual(pairs(left.join(right, { on: "id", how: "left" })).slice(2), [
      ["y", 2, 30],
      [null, 3, null],
      ["x", 4, 10],
      ["x", 4, 40],
      ["z", 5, null],
    ]);
  });

  it("full appends unmatched right rows, with their keys", () => {
    assert.deepEqual(pairs(left.join(right, { on: "id", how: "full" })).slice(-3), [
      ["z", 5, null],
      [null, null, 20],
      ["w", null, 50],
    ]);
  });

  it("matches columns of other names, several columns, and ids with strings", () => {
    const named = right.rename({ id: "key" }).withIds("key");
    assert.equal(left.join(named, { on: { id: "key" } }).length, 5);
    assert.deepEqual(left.join(named, { on: { id: "key" } }).columns, ["id", "n", "n_right"]);
    assert.equal(
      left.join(right.derive({ n: (row) => row.n / 10 }), { on: ["id", "n"], how: "inner" }).length,
      2,
    );
  });

  it("says what is wrong", () => {
    assert.throws(
      () => left.join(right, { on: { id: "n" } }),
      /join can't compare "id" \(string\) with "n" \(f64\)/,
    );
    assert.throws(() => left.join(right, { on: "id", suffix: "" }), /join makes two columns called "n"/);
    assert.throws(
      () => left.join(right, { on: "idd" as never }),
      /unknown column "idd" in join; did you mean "id"/,
    );
  });

  it("joins with no rows on either side", () => {
    assert.equal(left.join(right.slice(0, 0), { on: "id" }).length, 0);
    assert.equal(left.join(right.slice(0, 0), { on: "id", how: "left" }).length, 5);
    assert.equal(left.slice(0, 0).join(right, { on: "id", how: "full" }).length, 5);
  });

  it("semiJoin and antiJoin split the rows, a row without a key being in the second", () => {
    assert.deepEqual(left.semiJoin(right, "id").column("n").toArray(), [1, 2, 4]);
    assert.deepEqual(left.antiJoin(right, "id").column("n").toArray(), [3, 5]);
    assert.deepEqual(left.antiJoin(right.slice(0, 0), "id").column("n").toArray(), [1, 2, 3, 4, 5]);
  });
});

describe("Frame.union", () => {
  it("matches columns by name and makes what is not there missing", () => {
    const both = pings.select("client", "at").union(Frame.fromColumns({ version: ["57"], client: ["c"] }));
    assert.deepEqual(both.columns, ["client", "at", "version"]);
    assert.deepEqual(both.row(-1), { client: "c", at: null, version: "57" });
    assert.equal(both.length, 7);
    assert.equal(both.kinds.at, "f64");
  });
});

describe("Frame.sample", () => {
  const many = Frame.fromColumns({ n: Array.from({ length: 1000 }, (_, i) => i) });

  it("draws the same rows for a seed, other rows for another, in order", () => {
    const rows = many.sample(0.1, { seed: 7 }).column("n").toArray();
    assert.equal(rows.length, 100);
    assert.deepEqual(rows, many.sample({ rows: 100 }, { seed: 7 }).column("n").toArray());
    assert.notDeepEqual(rows, many.sample(0.1, { seed: 8 }).column("n").toArray());
    assert.deepEqual(
      rows,
      rows.toSorted((a, b) => a - b),
    );
  });

  it("draws every row about equally often", () => {
    const drawn = new Array<number>(20).fill(0);
    const few = many.head(20);
    for (let seed = 0; seed < 2000; seed++) {
      for (const n of few.sample({ rows: 5 }, { seed }).column("n")) drawn[n]!++;
    }
    // 500 expected each; binomial with a standard deviation of 19.4
    for (const times of drawn) assert.ok(Math.abs(times - 500) < 100, String(times));
  });

  it("takes all, none, and refuses what is out of range", () => {
    assert.equal(many.sample(1).length, 1000);
    assert.equal(many.sample(0).length, 0);
    assert.equal(many.sample({ rows: 5000 }).length, 1000);
    assert.throws(() => many.sample(1.5), /sample needs a fraction from 0 to 1, got 1.5/);
    assert.throws(() => many.sample({ rows: -1 }), RangeError);
    assert.throws(() => many.sample(Number.NaN), RangeError);
  });
});

describe("Frame.slice, head, tail", () => {
  it("cut as Array.slice does", () => {
    const rows = pings.toObjects();
    for (const [start, end] of [
      [0, 2],
      [-2, undefined],
      [2, -1],
      [4, 2],
      [0, 99],
      [-99, 3],
    ] as const) {
      assert.deepEqual(pings.slice(start, end).toObjects(), rows.slice(start, end));
    }
    assert.deepEqual(pings.head(2).toObjects(), rows.slice(0, 2));
    assert.deepEqual(pings.tail(2).toObjects(), rows.slice(-2));
    assert.equal(pings.tail(0).length, 0);
    assert.equal(pings.head().length, 6);
  });
});

describe("Frame.row, rows", () => {
  it("give rows that last", () => {
    assert.deepEqual([...pings], pings.toObjects());
    assert.deepEqual(pings.row(-1), pings.toObjects()[5]);
    assert.equal(pings.row(6), undefined);
  });
});

describe("Frame.equals", () => {
  it("compares kinds, names, order and cells; NaN equals NaN", () => {
    assert.equal(pings.equals(Frame.fromObjects(pings.toObjects())), true);
    assert.equal(pings.equals(pings.select("reason", "client", "at", "isNew") as never), false);
    assert.equal(pings.equals(pings.withIds("client")), false);
    assert.equal(pings.equals(pings.head(5)), false);
    assert.equal(Frame.fromColumns({ a: [null] }).equals(Frame.fromColumns({ a: [Number.NaN] })), false);
    assert.equal(
      Frame.fromColumns({ a: [[1, { b: 2 }]] }).equals(Frame.fromColumns({ a: [[1, { b: 2 }]] })),
      true,
    );
  });
});

describe("Frame.describe", () => {
  it("says for each column what is there", () => {
    assert.deepEqual(pings.describe().toObjects()[2], {
      column: "at",
      kind: "f64",
      count: 5,
      missing: 1,
      distinct: 5,
      mean: 1.5,
      min: 0,
      p25: 0.75,
      median: 1.5,
      p75: 2.25,
      max: 3,
    });
    assert.equal(pings.describe().row(1)?.mean, null);
    assert.equal(empty.describe().row(2)?.median, null);
  });
});

describe("printing a frame", () => {
  it("goes through console.log as text", () => {
    assert.equal(inspect(pings), pings.toString());
  });
});
