import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Definitions, head, seed } from "../../src/rollup/index.js";
import type { PartialAggregate } from "../../src/rollup/partial-aggregate.js";
import type { AggregatorOptions } from "../../src/rollup/ping-aggregator.js";
import { aggregateBytes, aggregateDocuments, toLines } from "../support/aggregate-texts.js";
import { goldenIsMissing, goldenProfile, goldenTexts, readGolden } from "../support/golden-aggregates.js";
import { messyPing } from "../support/messy-pings.js";

const definitions = Definitions.parse({
  histograms: JSON.stringify({
    GC_MS: { kind: "exponential", high: 1000, n_buckets: 10 },
    CYCLE_COLLECTOR: { kind: "enumerated", n_values: 5 },
    SEARCH_COUNTS: { kind: "count", keyed: true },
  }),
});

/** What two aggregates differ in, as text that shows it. */
function shown(aggregate: PartialAggregate): unknown {
  const rows = [...aggregate.rows()].map(({ layout, histogram, clientHistogram, ...row }) =>
    JSON.stringify([row, layout.id, `${histogram}`, `${clientHistogram}`]),
  );
  return { account: aggregate.account, rows };
}

/** Returns how many pings were read without making documents. */
async function assertSame(texts: readonly string[], options: AggregatorOptions): Promise<number> {
  const { aggregate, documents } = await aggregateBytes(toLines(texts), options);
  const expected = aggregateDocuments(texts, options);
  assert.deepEqual(shown(aggregate), shown(expected));
  assert.deepEqual(aggregate.toBytes(), expected.toBytes());
  return texts.length - documents;
}

describe("PingAggregator", () => {
  const variants: readonly [string, AggregatorOptions][] = [
    ["head", { profile: head, submissionDate: "20170603" }],
    ["head with definitions", { profile: head, submissionDate: "20170603", definitions }],
    [
      "head, every process, by client",
      { profile: { ...head, processes: null }, submissionDate: null, byClient: true },
    ],
    ["seed", { profile: { ...seed, docType: null }, submissionDate: null }],
  ];
  for (const [name, options] of variants) {
    it(`addCells(cells) sums as add(document) does, whatever the pings hold (${name})`, async () => {
      let read = 0;
      let all = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(messyPing, { minLength: 1, maxLength: 4 }), async (texts) => {
          read += await assertSame(texts, options);
          all += texts.length;
        }),
        { numRuns: 80, seed: 5 },
      );
      // Else this would compare documents with documents.
      assert.ok(read > all / 4, `${read} of ${all} pings were read without making documents`);
    });
  }

  it("addCells(cells) sums histograms that start as one before, whatever follows", async () => {
    const start = '{"range":[1,1000],"bucket_count":10,"histogram_type":0,"values":';
    const ends = [
      '{"0":1},"sum":5}',
      '{"0":2,"1":3},"sum":6,"log_sum":1.5}',
      '{"0":2},"sum":6,"values":{"1":9}}',
      '{"0":2},"sum":6,"sum":7}',
      '{"0":2},"sum":6,"range":[1,12]}',
      '{"0":2},"sum":6,"histogram_type":4}',
      '{"0":2},"sum":null}',
      '{"0":2}}',
      '{"0":2,"0":3},"sum":6}',
      '{},"sum":0}',
      'null,"sum":1}',
      '{"0":1} , "sum" : 5 }',
    ];
    const pings = ends
      .flatMap((end) => [ends[0]!, end])
      .map((end) => {
        const histogram = `${start}${end}`;
        return (
          '{"clientId":"c","meta":{"submissionDate":"20170603","sampleId":1},"application":{"channel":"beta","version":"55",' +
          '"buildId":"20170601","name":"Firefox","architecture":"x86"},"environment":{"system":{"os":{"name":"Linux",' +
          `"version":"6.1"}}},"payload":{"histograms":{"GC_MS":${histogram},"OTHER":${histogram}},` +
          `"keyedHistograms":{"KEYED":{"a":${histogram},"b":${start}${ends[0]}}}}}`
        );
      });
    for (const options of [variants[0]![1], variants[1]![1]]) {
      assert.ok((await assertSame(pings, options)) >= ends.length + 5);
    }
  });

  it("addCells(cells) makes no documents of the original's pings, and sums the same", {
    skip: goldenIsMissing,
  }, async () => {
    const texts = readGolden<object>("pings").map((ping) => JSON.stringify(ping));
    const options = {
      profile: goldenProfile,
      submissionDate: null,
      definitions: Definitions.parse(goldenTexts()),
    };
    const { aggregate, documents } = await aggregateBytes(toLines(texts), options);
    assert.equal(documents, 0);
    assert.deepEqual(aggregate.toBytes(), aggregateDocuments(texts, options).toBytes());
  });
});
