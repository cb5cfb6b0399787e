import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { collect, columnValues, Frame, first, merge } from "../../src/frame/index.js";
import { Histogram, type HistogramData, KeyedHistogram } from "../../src/histogram/index.js";

const data = (...counts: [number, number]): HistogramData => ({
  kind: "linear",
  bounds: [0, 2],
  counts,
  sum: counts[1] * 2,
});
interface Row {
  os: string;
  gc: Histogram | null;
  keyed: KeyedHistogram | null;
}
const rows: Row[] = [
  { os: "a", gc: new Histogram(data(1, 3)), keyed: new KeyedHistogram({ x: data(1, 0) }) },
  { os: "b", gc: null, keyed: null },
  { os: "a", gc: new Histogram(data(0, 2)), keyed: new KeyedHistogram({ x: data(2, 0), y: data(0, 5) }) },
];
const frame = Frame.fromObjects(rows);

describe("columns of histograms", () => {
  it("read as objects with methods, wherever cells are handed out", () => {
    assert.deepEqual(frame.kinds, { os: "string", gc: "histogram", keyed: "keyed-histogram" });
    const gc = [
      frame.row(0)?.gc,
      frame.toObjects()[0]?.gc,
      [...frame][0]?.gc,
      frame.column("gc").at(0),
      frame.column("gc").toArray()[0],
      [...frame.column("gc")][0],
      frame.column("gc").distinct()[0],
      frame.column("gc").valueCounts()[0]?.value,
      frame.filter((row) => row.gc?.count === 4).row(0)?.gc,
      frame.where({ gc: (histogram) => histogram.mean() === 1.5 }).row(0)?.gc,
      frame.orderBy("os").union(frame).join(frame.select("os"), { on: "os" }).row(0)?.gc,
      frame.countBy("gc").row(0)?.gc,
      frame
        .groupBy("os")
        .aggregate({ gc: first("gc") })
        .row(0)?.gc,
      frame
        .groupBy("os")
        .aggregate({ gc: (rows) => rows[0]!.gc })
        .row(0)?.gc,
      frame
        .groupBy("os")
        .aggregate({ gc: collect("gc") })
        .row(0)?.gc[0],
      frame.sequences({ by: "os", orderBy: "os", value: "gc" }).row(0)?.sequence[0],
    ];
    for (const [i, cell] of gc.entries()) {
      assert.ok(cell instanceof Histogram, `${i}`);
      assert.equal(cell.mean(), 1.5);
    }
    assert.equal(frame.row(2)?.keyed?.get("y")?.count, 5);
    assert.equal(frame.row(1)?.keyed, null);
  });

  it("are made by derive, from objects and from plain data, and hold plain data", () => {
    const derived = frame.derive({
      twice: (row) => row.gc?.merge(row.gc) ?? null,
      both: (row) => [row.gc],
      mixed: (row) => row.gc ?? 5,
    });
    const { twice, both, mixed } = derived.kinds;
    assert.deepEqual([twice, both, mixed], ["histogram", "list", "json"]);
    assert.equal(derived.row(0)?.twice?.count, 8);
    assert.equal(derived.row(0)?.both[0]?.count, 4);
    const plain = Frame.fromColumns({ gc: [data(1, 3)] }, { kinds: { gc: "histogram" } });
    assert.ok(plain.column("gc").at(0) instanceof Histogram);
    for (const column of derived.data.values()) {
      const crossed = structuredClone(column);
      assert.deepEqual(crossed, column);
      assert.deepEqual([...columnValues(crossed)], [...columnValues(column)]);
    }
  });

  it("stay what they are in lists, through gathering, joining and Arrow", () => {
    const lists = frame.groupBy("os").aggregate({ all: collect("keyed") });
    const more = lists.union(lists.slice(1)).orderBy("os");
    assert.equal(more.row(0)?.all[1]?.get("y")?.count, 5);
    const read = Frame.fromArrow<{ all: (KeyedHistogram | null)[] }>(more.toArrowIPC());
    assert.ok(read.equals(more));
    assert.equal(read.row(0)?.all[1]?.get("y")?.count, 5);
    const mixed = lists.select("all").union(Frame.fromColumns({ all: [[1]] }));
    assert.deepEqual(structuredClone(mixed.data.get("all")), mixed.data.get("all"));
  });

  it("are told apart by content", () => {
    const keyed = (label: string) => new KeyedHistogram({ [label]: data(1, 1) });
    const other = Frame.fromColumns({ keyed: [keyed("a"), keyed("b"), keyed("a")] });
    assert.deepEqual(other.countBy("keyed").column("count").toArray(), [2, 1]);
    assert.ok(!other.equals(Frame.fromColumns({ keyed: [keyed("a"), keyed("b"), keyed("b")] })));
    assert.ok(frame.equals(Frame.fromObjects(frame.toObjects())));
    assert.ok(frame.equals(Frame.fromArrow(frame.toArrow())));
  });

  it("print shortly, and are JSON in CSV", () => {
    assert.match(frame.toString(), /Histogram\(n=4, mean=1\.5\) +KeyedHistogram\(1 label\)/);
    assert.match(frame.toHTML(), /Histogram\(n=4, mean=1\.5\)/);
    assert.match(
      inspect(frame.row(2)),
      /Histogram\(linear, 2 values, mean 2\)[\s\S]*KeyedHistogram\(2 labels\)/,
    );
    const [, row] = frame.select("keyed").toCSV().split("\r\n");
    assert.deepEqual(JSON.parse(row!.slice(1, -1).replaceAll('""', '"')), { x: data(1, 0) });
  });
});

describe("merge", () => {
  it("adds up a column's histograms, missing ones left out", () => {
    assert.deepEqual(frame.column("gc").merge()?.toJSON(), data(1, 5));
    assert.deepEqual({ ...frame.column("keyed").merge()?.toJSON() }, { x: data(3, 0), y: data(0, 5) });
    assert.equal(frame.slice(1, 2).column("gc").merge(), null);
    assert.equal(frame.slice(0, 0).column("gc").merge(), null);
  });

  it("adds up each group's", () => {
    const groups = frame.groupBy("os").aggregate({ gc: merge("gc"), keyed: merge("keyed") });
    assert.deepEqual(groups.kinds, { os: "string", gc: "histogram", keyed: "keyed-histogram" });
    assert.equal(groups.row(0)?.gc?.mean(), 10 / 6);
    assert.equal(groups.row(0)?.keyed?.get("x")?.count, 3);
    assert.equal(groups.row(1)?.gc, null);
  });

  it("needs histograms", () => {
    assert.throws(() => frame.column("os").merge(), {
      name: "TypeError",
      message: 'merge needs histograms, but column "os" holds string values',
    });
  });
});
