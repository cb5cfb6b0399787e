import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toNumpyArray, toPythonFloat, toPythonTuples } from "../../src/report/index.js";

describe("toPythonFloat", () => {
  // The first seven as the published report prints them; the others by Python 2.7's rule for str(float).
  for (const [value, text] of [
    [(100.0 * 78) / 327, "23.8532110092"],
    [(100.0 * 65) / 327, "19.877675841"],
    [(100.0 * 5) / 13332, "0.037503750375"],
    [(100.0 * 8) / 13332, "0.0600060006001"],
    [(100.0 * 2505) / 2623, "95.50133435"],
    [(100.0 * 16) / 2623, "0.609988562714"],
    [(100.0 * 20) / 144, "13.8888888889"],
    [100, "100.0"],
    [0, "0.0"],
    [-0, "-0.0"],
    [-1.5, "-1.5"],
    [1e11, "100000000000.0"],
    [1e12, "1e+12"],
    [999999999999.9, "1e+12"],
    [1.25e15, "1.25e+15"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1e-300, "1e-300"],
    [Number.NaN, "nan"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "-inf"],
  ] as const) {
    it(`toPythonFloat(${value}) is ${text}`, () => assert.equal(toPythonFloat(value), text));
  }
});

describe("toPythonTuples", () => {
  const shutdown = (times: number): string[] => Array<string>(times).fill("shutdown");

  it("toPythonTuples(sequences, {isUnicode}) breaks lines as the published report does", () => {
    const sequences = [
      ["shutdown", "shutdown"],
      ["startup", ...shutdown(5)],
      [...shutdown(4), "startup", ...shutdown(2)],
      shutdown(5),
    ];
    assert.equal(
      toPythonTuples(sequences, { isUnicode: true }),
      `[(u'shutdown', u'shutdown'),
 (u'startup', u'shutdown', u'shutdown', u'shutdown', u'shutdown', u'shutdown'),
 (u'shutdown',
  u'shutdown',
  u'shutdown',
  u'shutdown',
  u'startup',
  u'shutdown',
  u'shutdown'),
 (u'shutdown', u'shutdown', u'shutdown', u'shutdown', u'shutdown')]`,
    );
  });

  it("toPythonTuples(sequences) quotes as Python does", () => {
    assert.equal(toPythonTuples([["it's", "a\\b", `'"`]]), `[("it's", 'a\\\\b', '\\'"')]`);
    assert.equal(toPythonTuples([["one"], []]), "[('one',),\n ()]");
    assert.equal(toPythonTuples([]), "[]");
  });
});

describe("toNumpyArray", () => {
  // Both as the published report prints them.
  it("toNumpyArray(counts) prints exponents where sizes differ much, three a line", () => {
    const counts = [
      19434, 380, 0, 113, 0, 56, 51, 0, 23, 0, 21, 18, 0, 20, 0, 15, 8, 0, 15, 0, 14, 21, 0, 16, 0, 11, 10, 0,
      17, 0, 24, 9, 0, 3, 0, 9, 5, 0, 5, 0, 5, 5, 0, 4, 0, 8, 6, 0, 4, 1738,
    ];
    assert.equal(
      toNumpyArray(counts),
      `array([  1.94340000e+04,   3.80000000e+02,   0.00000000e+00,
         1.13000000e+02,   0.00000000e+00,   5.60000000e+01,
         5.10000000e+01,   0.00000000e+00,   2.30000000e+01,
         0.00000000e+00,   2.10000000e+01,   1.80000000e+01,
         0.00000000e+00,   2.00000000e+01,   0.00000000e+00,
         1.50000000e+01,   8.00000000e+00,   0.00000000e+00,
         1.50000000e+01,   0.00000000e+00,   1.40000000e+01,
         2.10000000e+01,   0.00000000e+00,   1.60000000e+01,
         0.00000000e+00,   1.10000000e+01,   1.00000000e+01,
         0.00000000e+00,   1.70000000e+01,   0.00000000e+00,
         2.40000000e+01,   9.00000000e+00,   0.00000000e+00,
         3.00000000e+00,   0.00000000e+00,   9.00000000e+00,
         5.00000000e+00,   0.00000000e+00,   5.00000000e+00,
         0.00000000e+00,   5.00000000e+00,   5.00000000e+00,
         0.00000000e+00,   4.00000000e+00,   0.00000000e+00,
         8.00000000e+00,   6.00000000e+00,   0.00000000e+00,
         4.00000000e+00,   1.73800000e+03])`,
    );
  });

  it("toNumpyArray(edges) prints one width, as many as fit a line", () => {
    const edges = Array.from({ length: 51 }, (_, i) => (i * 30) / 50);
    assert.equal(
      toNumpyArray(edges),
      `array([  0. ,   0.6,   1.2,   1.8,   2.4,   3. ,   3.6,   4.2,   4.8,
         5.4,   6. ,   6.6,   7.2,   7.8,   8.4,   9. ,   9.6,  10.2,
        10.8,  11.4,  12. ,  12.6,  13.2,  13.8,  14.4,  15. ,  15.6,
        16.2,  16.8,  17.4,  18. ,  18.6,  19.2,  19.8,  20.4,  21. ,
        21.6,  22.2,  22.8,  23.4,  24. ,  24.6,  25.2,  25.8,  26.4,
        27. ,  27.6,  28.2,  28.8,  29.4,  30. ])`,
    );
  });

  it("toNumpyArray(percentiles) pads to the widest", () => {
    assert.equal(
      toNumpyArray([0, 0, 0, 274, 1836.6]),
      "array([    0. ,     0. ,     0. ,   274. ,  1836.6])",
    );
  });

  it("toNumpyArray(values) prints whole numbers with a point, and nothing for nothing", () => {
    assert.equal(toNumpyArray([1, 20]), "array([  1.,  20.])");
    assert.equal(toNumpyArray([0, 0]), "array([ 0.,  0.])");
    assert.equal(toNumpyArray([]), "array([])");
  });
});
