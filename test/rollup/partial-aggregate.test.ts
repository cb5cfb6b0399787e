import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { DecodeError } from "../../src/errors.js";
import { head, PartialAggregate, seed } from "../../src/rollup/index.js";
import type { AggregatorOptions } from "../../src/rollup/ping-aggregator.js";
import { aggregateDocuments } from "../support/aggregate-texts.js";
import { messyPing } from "../support/messy-pings.js";

const plain: AggregatorOptions = { profile: head, submissionDate: "20170603" };
const byClient: AggregatorOptions = { ...plain, byClient: true };

/** A main ping with the given histograms, of a client. */
function ping(histograms: object, more: { client?: string; build?: string; scalars?: object } = {}): string {
  const { client = "c1", build = "20170601000000", scalars = {} } = more;
  return JSON.stringify({
    clientId: client,
    meta: { submissionDate: "20170603", sampleId: 1 },
    application: {
      channel: "nightly",
      version: "55.0a1",
      buildId: build,
      name: "Firefox",
      architecture: "x86",
    },
    environment: { system: { os: { name: "Windows_NT", version: "6.1" } } },
    payload: { histograms, processes: { parent: { scalars } } },
  });
}

function enumerated(values: object, sum = 0): object {
  return { range: [1, 4], bucket_count: 5, histogram_type: 1, values, sum };
}

/** The numbers of a metric's only row of a kind. */
function only(
  aggregate: PartialAggregate,
  metric: string,
): { histogram: bigint[]; clients: bigint[] | null } {
  const rows = [...aggregate.rows("submission_date")].filter(
    ({ dimensions }) => dimensions["metric"] === metric,
  );
  assert.equal(rows.length, 1);
  const { histogram, clientHistogram } = rows[0]!;
  return { histogram: [...histogram], clients: clientHistogram && [...clientHistogram] };
}

describe("PartialAggregate", () => {
  it("merge(other) gives the same bytes however pings are split, and in whatever order parts are merged", () => {
    const splits = fc
      .array(fc.tuple(messyPing, fc.integer({ min: 0, max: 3 })), { maxLength: 8 })
      .chain((pings) =>
        fc.tuple(fc.constant(pings), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean()),
      );
    fc.assert(
      fc.property(splits, fc.boolean(), ([pings, order, isNested], isByClient) => {
        const options = isByClient ? byClient : plain;
        const parts = order.map((part) =>
          aggregateDocuments(
            pings.filter(([, of]) => of === part).map(([text]) => text),
            options,
          ),
        );
        const [a, b, c, d] = parts as [
          PartialAggregate,
          PartialAggregate,
          PartialAggregate,
          PartialAggregate,
        ];
        // ((a + b) + c) + d, or (a + b) + (c + d), the latter by way of bytes.
        const merged = isNested
          ? PartialAggregate.fromBytes(a.merge(b).toBytes()).merge(
              PartialAggregate.fromBytes(c.merge(d).toBytes()),
            )
          : a.merge(b).merge(c).merge(d);
        const whole = aggregateDocuments(
          pings.map(([text]) => text),
          options,
        );
        assert.deepEqual(merged.toBytes(), whole.toBytes());
        assert.deepEqual(merged.account, whole.account);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it("merge(other) leaves the other as it is, and refuses one of another profile", () => {
    const one = aggregateDocuments([ping({ A: enumerated({ 1: 2 }) })], plain);
    const other = aggregateDocuments([ping({ A: enumerated({ 1: 3 }) })], plain);
    const before = other.toBytes();
    one.merge(other);
    assert.deepEqual(other.toBytes(), before);
    assert.deepEqual(only(one, "A").histogram, [0n, 5n, 0n, 0n, 0n, 0n, 2n]);
    assert.throws(() => one.merge(PartialAggregate.empty(seed)), {
      name: "RangeError",
      message: 'aggregates to merge must be of one profile and one way of counting, got ["head","seed"]',
    });
    assert.throws(() => one.merge(PartialAggregate.empty(head, true)), RangeError);
  });

  it("fromBytes(bytes) refuses what was damaged, and never takes what encodes otherwise", () => {
    const bytes = aggregateDocuments(
      [ping({ A: enumerated({ 1: 2, 3: 1 }) }, { scalars: { "a.b": 0.5 } })],
      plain,
    ).toBytes();
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => PartialAggregate.fromBytes(bytes.subarray(0, length)), DecodeError);
    }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: bytes.length - 5 }), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.boolean(),
        (changes, isSealed) => {
          const changed = bytes.slice();
          for (const [at, byte] of changes) changed[at] = byte;
          // With a right checksum, what lies below is tried.
          if (isSealed)
            new DataView(changed.buffer).setUint32(changed.length - 4, crc32(changed.subarray(0, -4)), true);
          let decoded: PartialAggregate;
          try {
            decoded = PartialAggregate.fromBytes(changed);
          } catch (error) {
            assert.ok(error instanceof DecodeError, String(error));
            return;
          }
          assert.deepEqual(decoded.toBytes(), changed);
        },
      ),
      { numRuns: 1500, seed: 9 },
    );
  });

  it("fromBytes(bytes) names another version of the format", () => {
    const bytes = PartialAggregate.empty(head).toBytes();
    bytes[4] = 9;
    assert.throws(() => PartialAggregate.fromBytes(bytes), {
      name: "DecodeError",
      message: "cannot decode aggregates at byte 4: they are of version 9",
    });
  });

  it("rows() are exact beyond 2^53, and sums that 63 bits can't hold are left out and counted", () => {
    const large = ping({ A: enumerated({ 1: 1 }, 0) }).replace('"sum":0', '"sum":9007199254740993');
    const exact = aggregateDocuments([large, large, large], plain);
    assert.equal(only(exact, "A").histogram[5], 27021597764222979n);
    const huge = ping({ A: enumerated({ 1: 1 }, 0) }).replace('"sum":0', '"sum":5000000000000000000');
    const overflown = aggregateDocuments([huge, huge], plain);
    assert.deepEqual([...overflown.rows()], []);
    assert.deepEqual(overflown.account.droppedValues, { "too-large": 1 });
    assert.deepEqual(overflown.merge(exact).account.droppedValues, { "too-large": 1 });
  });

  it("rows() add fractions exactly and cut them off in the end", () => {
    const texts = Array.from({ length: 10 }, () => ping({}, { scalars: { "a.b": 0.5, "a.c": 2.25 } }));
    const aggregate = aggregateDocuments(texts, plain);
    assert.equal(only(aggregate, "SCALARS_A.B").histogram[100], 5n);
    assert.equal(only(aggregate, "SCALARS_A.C").histogram[100], 22n);
  });

  it("rows() keep two layouts of a metric apart", () => {
    const other = { range: [1, 8], bucket_count: 5, histogram_type: 1, values: { 1: 1 }, sum: 1 };
    const aggregate = aggregateDocuments([ping({ A: enumerated({ 1: 2 }) }), ping({ A: other })], plain);
    const ids = [...aggregate.rows("build_id")].map(({ layout }) => layout.id);
    assert.deepEqual(ids, ["linear:1:4:5", "linear:1:8:5"]);
  });

  it("rows('submission_date') add up the builds, once each", () => {
    const texts = ["20170601000000", "20170602000000", "20170602120000"].map((build) =>
      ping({ A: enumerated({ 2: 1 }, 2) }, { build }),
    );
    const aggregate = aggregateDocuments(texts, plain);
    assert.deepEqual(
      [...aggregate.rows("build_id")].map(({ date, histogram }) => [date, histogram[2], histogram[6]]),
      [
        ["20170601", 1n, 1n],
        ["20170602", 2n, 2n],
      ],
    );
    assert.deepEqual(only(aggregate, "A").histogram, [0n, 0n, 3n, 0n, 0n, 6n, 3n]);
  });

  it("rows() with clients split a client's weight over its values, whatever their build, to the last millionth", () => {
    const texts = [
      ping({ A: enumerated({ 0: 2 }, 0) }, { client: "c1" }),
      ping({ A: enumerated({ 1: 1 }, 1) }, { client: "c1", build: "20170602000000" }),
      ping({ A: enumerated({ 1: 1000 }, 1000) }, { client: "c2" }),
      ping({ A: enumerated({}, 0) }, { client: "c3" }),
    ];
    const { histogram, clients } = only(aggregateDocuments(texts, byClient), "A");
    assert.deepEqual(histogram, [2n, 1001n, 0n, 0n, 0n, 1001n, 4n]);
    // c1: two thirds and one third; c2: all in one bucket; c3 has no values.
    assert.deepEqual(clients, [666667n, 1333333n, 0n, 0n, 0n, 1333333n, 2000000n]);
  });

  it("rows() with clients: all weights of a metric are a million a client that has values", () => {
    fc.assert(
      fc.property(fc.array(messyPing, { minLength: 1, maxLength: 6 }), (texts) => {
        const aggregate = aggregateDocuments(texts, byClient);
        const weights = new Map<unknown, bigint>();
        for (const { dimensions, clientHistogram } of aggregate.rows("build_id")) {
          const before = weights.get(dimensions["metric"]) ?? 0n;
          weights.set(dimensions["metric"], before + clientHistogram!.at(-1)!);
          assert.equal(
            clientHistogram!.slice(0, -2).reduce((a, b) => a + b, 0n),
            clientHistogram!.at(-1),
          );
        }
        for (const weight of weights.values()) assert.equal(weight % 1_000_000n, 0n);
      }),
      { numRuns: 40, seed: 4 },
    );
  });
});
