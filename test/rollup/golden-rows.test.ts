import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PingDocument } from "../../src/rollup/document.js";
import type { AggregateKind } from "../../src/rollup/index.js";
import type { PartialAggregate } from "../../src/rollup/partial-aggregate.js";
import { PingAggregator } from "../../src/rollup/ping-aggregator.js";
import {
  goldenDefinitions,
  goldenIsMissing,
  goldenProfile,
  readGolden,
} from "../support/golden-aggregates.js";

interface GoldenRow {
  readonly key: readonly string[];
  readonly dimensions: Readonly<Record<string, string>>;
  readonly histogram: string;
}

function line(key: readonly string[], dimensions: Readonly<Record<string, unknown>>, array: string): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${key.join("|")} ${JSON.stringify(sorted)} ${array}`;
}

function goldenLines(name: string): string[] {
  return readGolden<GoldenRow>(name)
    .map(({ key, dimensions, histogram }) => line(key, dimensions, histogram))
    .sort();
}

function rowLines(aggregate: PartialAggregate, kind: AggregateKind): string[] {
  return [...aggregate.rows(kind)]
    .map(({ submissionDate, channel, version, date, dimensions, histogram }) => {
      const key = [submissionDate, channel, version, ...(kind === "build_id" ? [date] : [])];
      return line(key, dimensions, `{${histogram.join(",")}}`);
    })
    .sort();
}

describe("rows of a profile with definitions", { skip: goldenIsMissing }, () => {
  const aggregate = ((): PartialAggregate | null => {
    if (goldenIsMissing) return null;
    const options = { profile: goldenProfile, submissionDate: null, definitions: goldenDefinitions() };
    const aggregator = new PingAggregator(options);
    for (const ping of readGolden<PingDocument>("pings")) aggregator.add(ping);
    return aggregator.take();
  })();

  it("rows('build_id') are those that the original stored", () => {
    assert.deepEqual(rowLines(aggregate!, "build_id"), goldenLines("build_id.rows"));
  });

  it("rows('submission_date') are those that the original stored", () => {
    assert.deepEqual(rowLines(aggregate!, "submission_date"), goldenLines("submission_date.rows"));
  });

  it("account counts what the original left out without a word", () => {
    const { pings, droppedPings, droppedValues } = aggregate!.account;
    assert.equal(pings, 1152);
    assert.deepEqual(droppedPings, {});
    assert.deepEqual(Object.keys(droppedValues), ["excluded-metric", "no-histogram", "not-a-number"]);
  });
});
