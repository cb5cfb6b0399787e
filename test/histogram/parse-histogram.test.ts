import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseHistogram } from "../../src/histogram/index.js";

const linear = { bucket_count: 5, histogram_type: 1, range: [1, 10], sum: 17 };

describe("parseHistogram", () => {
  it("parseHistogram(raw) counts per bucket of the ping's own layout", () => {
    assert.deepEqual(parseHistogram({ ...linear, values: { "0": 1, "1": 2, "7": 3, "10": 0 } }), {
      kind: "linear",
      bounds: [0, 1, 4, 7, 10],
      counts: [1, 2, 0, 3, 0],
      sum: 17,
    });
  });
  it("parseHistogram(raw) knows each histogram_type", () => {
    const kinds = ["exponential", "linear", "boolean", "flag", "count", "categorical"];
    for (const [histogram_type, kind] of kinds.entries()) {
      assert.equal(
        parseHistogram({ bucket_count: 3, histogram_type, range: [1, 2], values: {} })?.kind,
        kind,
      );
    }
    assert.equal(parseHistogram({ ...linear, histogram_type: 6 }), null);
    assert.equal(parseHistogram({ ...linear, histogram_type: "1" }), null);
  });
  it("parseHistogram(raw) counts a value between bounds in the bucket that contains it", () => {
    assert.deepEqual(
      parseHistogram({ ...linear, values: { "3": 1, "5": 2, "10000": 4 } })?.counts,
      [0, 1, 2, 0, 4],
    );
  });
  it("parseHistogram(raw) leaves out entries that can't be true and keeps the others", () => {
    // "3.06…e+257" is a value that real pings had; the original zeroed the whole histogram for it.
    const values = {
      "3.0626e+257": 1,
      "-1": 1,
      "": 1,
      "0x4": 1,
      "1": 1.5,
      "2": "3",
      "4": -2,
      "7": 2,
      "10": null,
    };
    assert.deepEqual(parseHistogram({ ...linear, values })?.counts, [0, 0, 0, 2, 0]);
  });
  it("parseHistogram(raw) gives zeros without values, and a null sum without a sum", () => {
    const { sum: _, ...rest } = linear;
    assert.deepEqual(parseHistogram(rest), {
      kind: "linear",
      bounds: [0, 1, 4, 7, 10],
      counts: [0, 0, 0, 0, 0],
      sum: null,
    });
    assert.equal(parseHistogram({ ...linear, sum: "9" })?.sum, null);
  });
  it("parseHistogram(raw) needs no layout for three-bucket kinds", () => {
    assert.deepEqual(parseHistogram({ histogram_type: 4, values: { "0": 7 } })?.counts, [7, 0, 0]);
  });
  it("parseHistogram(raw) is null for what does not describe its buckets", () => {
    for (const raw of [null, undefined, 3, "x", [], [1, 2, 3], {}, { values: { "1": 1 } }]) {
      assert.equal(parseHistogram(raw), null);
    }
    assert.equal(parseHistogram({ ...linear, range: null }), null);
    assert.equal(parseHistogram({ ...linear, range: [1] }), null);
    assert.equal(parseHistogram({ ...linear, bucket_count: 2 ** 31 }), null);
  });
  it("parseHistogram(raw) ignores __proto__ and does not change what it is given", () => {
    const raw = JSON.parse(
      '{"bucket_count":5,"histogram_type":1,"range":[1,10],"values":{"__proto__":3,"1":1}}',
    );
    const before = JSON.stringify(raw);
    assert.deepEqual(parseHistogram(raw)?.counts, [0, 1, 0, 0, 0]);
    assert.equal(JSON.stringify(raw), before);
  });
});
