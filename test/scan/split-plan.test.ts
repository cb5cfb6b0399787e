import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bytesOf, type ObjectToRead, type ScanPlan, splitPlan } from "../../src/scan/index.js";

const planOf = (sizes: readonly number[], limitRecords: number | null = null): ScanPlan => ({
  objects: sizes.map((byteLength, i): ObjectToRead => ({ key: `k${i}`, byteLength })),
  properties: [],
  exact: [],
  sample: null,
  limitRecords,
  onBadRecord: "skip",
});
const sizesOf = (parts: readonly ScanPlan[]): number[][] =>
  parts.map(({ objects }) => objects.map(({ byteLength }) => byteLength));

describe("splitPlan", () => {
  it("gives every object once and in order, in parts that are no larger than asked for, give or take an object", () => {
    const sizes = fc.array(fc.oneof(fc.nat(50), fc.nat(2000), fc.constant(0)), { maxLength: 80 });
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 500 }),
        (all, by, most) => {
          const plan = planOf(all);
          const parts = splitPlan(plan, (left) => Math.min(most, Math.max(10, left / by)));
          assert.deepEqual(
            parts.flatMap(({ objects }) => objects),
            plan.objects,
          );
          for (const { objects } of parts) {
            assert.ok(objects.length > 0 || all.length === 0);
            const last = objects.at(-1)?.byteLength ?? 0;
            assert.ok(objects.length < 2 || bytesOf(objects) - last < Math.max(most, 10));
          }
        },
      ),
    );
  });

  it("makes parts smaller as less is left, and leaves large objects alone and out of what is left", () => {
    const parts = splitPlan(planOf(new Array(16).fill(1)), (left) => left / 4);
    assert.deepEqual(
      sizesOf(parts).map(({ length }) => length),
      [4, 3, 3, 2, 1, 1, 1, 1],
    );
    assert.deepEqual(sizesOf(splitPlan(planOf([2, 2, 1000, 2, 2]), (left) => Math.max(4, left / 4))), [
      [2, 2],
      [1000],
      [2, 2],
    ]);
  });

  it("keeps some lines of an object apart, and a plan with a record limit or without objects whole", () => {
    const object = { key: "k", byteLength: 10 };
    const lines = [
      { ...object, lines: { from: 0, to: 5 } },
      { ...object, lines: { from: 5, to: 10 } },
    ];
    const parts = splitPlan({ ...planOf([1, 1]), objects: [...lines, object] }, () => 100);
    assert.deepEqual(
      parts.map(({ objects }) => objects),
      [[lines[0]], [lines[1]], [object]],
    );
    const limited = planOf([5, 5, 5], 3);
    assert.deepEqual(
      splitPlan(limited, () => 1),
      [limited],
    );
    assert.deepEqual(
      splitPlan(planOf([]), () => 1),
      [planOf([])],
    );
    assert.deepEqual(sizesOf(splitPlan(planOf([0, 0, Number.NaN]), () => 1)), [[0, 0, Number.NaN]]);
  });
});
