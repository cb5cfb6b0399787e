import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { layoutOfId } from "../../src/rollup/index.js";
import {
  booleanLayout,
  categoricalLayout,
  countLayout,
  enumeratedLayout,
  flagLayout,
  layoutOfPing,
  scalarLayout,
  simpleLayout,
} from "../../src/rollup/metric-layout.js";

describe("layouts of values", () => {
  it("are those of the original", () => {
    // Literal lists of Mozilla's aggregator.
    assert.deepEqual(
      simpleLayout.bounds,
      [
        0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 16, 20, 24, 29, 35, 43, 52, 63, 77, 94, 115, 140, 171, 209, 255,
        311, 379, 462, 564, 688, 839, 1023, 1248, 1522, 1857, 2265, 2763, 3370, 4111, 5015, 6118, 7463, 9104,
        11106, 13548, 16527, 20161, 24593, 30000,
      ],
    );
    assert.equal(countLayout.bounds.length, 100);
    assert.deepEqual(countLayout.bounds.slice(17, 23), [17, 18, 19, 21, 23, 25]);
    assert.deepEqual(countLayout.bounds.slice(-2), [9249, 10000]);
    assert.deepEqual(scalarLayout.bounds, countLayout.bounds);
  });
});

describe("layoutOfId", () => {
  const layouts = [
    booleanLayout,
    flagLayout,
    countLayout,
    scalarLayout,
    simpleLayout,
    enumeratedLayout(5)!,
    categoricalLayout(["a:b", "ä", '"']),
    layoutOfPing(0, [1, 1000], 10)!,
    layoutOfPing(1, [0, 1000], 10)!,
    layoutOfPing(5, null, 7)!,
  ];
  it("layoutOfId(layout.id) is the layout", () => {
    for (const layout of layouts) assert.deepEqual(layoutOfId(layout.id), layout);
  });

  it("layoutOfId(text) is null for what no layout is called", () => {
    const texts = [
      "",
      "x",
      "linear",
      "linear:1:2",
      "linear:1:2:3:4",
      "linear:01:10:5",
      "exponential:1:1e9:999999",
    ];
    for (const text of [
      ...texts,
      "enumerated:0",
      "enumerated:1.0",
      "categorical[",
      "categorical[1]",
      'categorical["a" ]',
    ]) {
      assert.equal(layoutOfId(text), null, text);
    }
  });
});

describe("layoutOfPing", () => {
  it("layoutOfPing(type, range, bucketCount) is null where the ping does not say its buckets", () => {
    assert.equal(layoutOfPing(0, undefined, 10), null);
    assert.equal(layoutOfPing(0, [1, "2"], 10), null);
    assert.equal(layoutOfPing(1, [1, 10], undefined), null);
    assert.equal(layoutOfPing(5, [1, 10], 1_000_000), null);
    assert.equal(layoutOfPing(6, [1, 10], 5), null);
  });
});
