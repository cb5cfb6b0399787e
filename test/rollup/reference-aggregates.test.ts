import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PingDocument } from "../../src/rollup/document.js";
import {
  referenceAggregates,
  type SparseAggregate,
  withoutBuild,
} from "../../src/rollup/reference-aggregates.js";
import { goldenIsMissing, goldenProfile, readGolden } from "../support/golden-aggregates.js";

interface GoldenAggregate {
  readonly key: readonly string[];
  readonly metric: string;
  readonly label: string;
  readonly process: string;
  readonly histogram: Readonly<Record<string, number>>;
  readonly sum: number;
  readonly count: number;
}

function lines(aggregates: Iterable<SparseAggregate>): string[] {
  return [...aggregates]
    .map(({ key, metric, label, process, histogram, sum, count }) => {
      const { submissionDate, channel, version, buildDate, values } = key;
      const build = buildDate === "" ? [] : [buildDate];
      const names = [submissionDate, channel, version, ...build, ...values];
      return line(names, metric, label, process, [...histogram], sum / 2n ** 32n, count);
    })
    .sort();
}

function line(key: readonly unknown[], ...rest: readonly unknown[]): string {
  const sorted = rest.map((value) =>
    Array.isArray(value) ? [...value].sort(([a], [b]) => Number(a) - Number(b)).join(";") : String(value),
  );
  return [...key, ...sorted].join("|");
}

function goldenLines(name: string): string[] {
  return readGolden<GoldenAggregate>(name)
    .map(({ key, metric, label, process, histogram, sum, count }) =>
      line(key, metric, label, process, Object.entries(histogram), Math.trunc(sum), count),
    )
    .sort();
}

describe("referenceAggregates", { skip: goldenIsMissing }, () => {
  const aggregates = goldenIsMissing
    ? new Map<string, SparseAggregate>()
    : referenceAggregates(readGolden<PingDocument>("pings"), goldenProfile);

  it("referenceAggregates(pings, head) gives the original's aggregates by build id", () => {
    assert.deepEqual(lines(aggregates.values()), goldenLines("build_id.aggregates"));
  });

  it("withoutBuild(aggregates) gives the original's aggregates by submission date", () => {
    assert.deepEqual(
      lines(withoutBuild(aggregates.values()).values()),
      goldenLines("submission_date.aggregates"),
    );
  });
});
