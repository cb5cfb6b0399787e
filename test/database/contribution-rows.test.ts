import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type ContributedRow,
  ContributionWriter,
  contributedRows,
  isContribution,
} from "../../src/database/contribution-rows.js";
import { RowText } from "../../src/database/row-text.js";

const counts = fc
  .array(
    fc.oneof(
      fc.constantFrom(0n, 127n, 128n, 2n ** 31n, 2n ** 32n, 2n ** 49n, 2n ** 63n - 1n, -1n),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    ),
    { minLength: 1 },
  )
  .map((values) => BigInt64Array.from(values));
const row: fc.Arbitrary<ContributedRow> = fc.record(
  {
    partition: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    layout: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    dimensions: fc.json().map((json) => Buffer.from(json)),
    histogram: counts,
    clientHistogram: fc.option(counts, { nil: null }),
  },
  { noNullPrototype: true },
);

describe("contributedRows(bytes)", () => {
  it("reads what ContributionWriter has written", () => {
    fc.assert(
      fc.property(fc.array(row), fc.array(row), (some, others) => {
        const writer = new ContributionWriter(16);
        const text = new RowText();
        for (const rows of [some, others]) {
          for (const each of rows) {
            text.set(each.layout, each.dimensions);
            writer.write(each, text);
          }
          const taken = writer.take();
          assert.ok(isContribution(taken));
          assert.deepEqual([...contributedRows(taken)], rows);
        }
      }),
    );
  });
});

describe("isContribution(bytes)", () => {
  it("tells text, which development versions kept", () => {
    assert.equal(isContribution(Buffer.from("12\t7\t{}\t{1,2}\t\\N\n")), false);
    assert.equal(isContribution(Buffer.alloc(0)), false);
  });
});
