import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { KeyedHistogram, type KeyedHistogramData, mergeKeyedHistograms } from "../../src/histogram/index.js";

const data: KeyedHistogramData = {
  "a/b": { kind: "linear", bounds: [0, 1, 4], counts: [1, 2, 0], sum: 2 },
  other: { kind: "linear", bounds: [0, 1, 4], counts: [0, 0, 5], sum: 30 },
};

describe("KeyedHistogram", () => {
  it("reads histograms by label", () => {
    const keyed = new KeyedHistogram(data);
    assert.deepEqual(keyed.labels(), ["a/b", "other"]);
    assert.equal(keyed.size, 2);
    assert.equal(keyed.get("a/b")?.count, 3);
    assert.equal(keyed.get("none"), null);
    assert.equal(keyed.get("constructor"), null);
  });

  it("merges all labels", () => {
    assert.deepEqual(new KeyedHistogram(data).total()?.counts, [1, 2, 5]);
    assert.equal(new KeyedHistogram({}).total(), null);
  });

  it("merge(other) adds label by label and keeps labels that one of them lacks", () => {
    const merged = new KeyedHistogram(data).merge(
      new KeyedHistogram({ other: data.other!, new: data["a/b"]! }),
    );
    assert.deepEqual(merged.labels(), ["a/b", "other", "new"]);
    assert.deepEqual(merged.get("other")?.counts, [0, 0, 10]);
    assert.deepEqual(new KeyedHistogram(data).get("other")?.counts, [0, 0, 5]);
    assert.equal(mergeKeyedHistograms([]), null);
    const odd = JSON.parse('{"__proto__":{"kind":"count","bounds":[0],"counts":[1],"sum":1}}');
    assert.deepEqual(new KeyedHistogram(mergeKeyedHistograms([odd, odd])!).get("__proto__")?.counts, [2]);
  });

  it("prints as its labels' number", () => {
    assert.equal(inspect(new KeyedHistogram(data)), "KeyedHistogram(2 labels)");
  });

  it("gives back its data", () => {
    assert.equal(new KeyedHistogram(data).toJSON(), data);
    assert.equal(String(new KeyedHistogram(data)), "KeyedHistogram(2 labels)");
  });

  it("reads data that crossed a thread", () => {
    const crossed = structuredClone(Object.assign(Object.create(null), data)) as KeyedHistogramData;
    assert.deepEqual(new KeyedHistogram(crossed).labels(), ["a/b", "other"]);
  });
});
