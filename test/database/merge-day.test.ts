import assert from "node:assert/strict";
import { before, it } from "node:test";
import { type Driver, type MergeDayOptions, mergeDay } from "../../src/database/index.js";
import { aggregateRows } from "../support/aggregate-rows.js";
import { dumpAggregates, onEveryDatabase } from "../support/databases.js";

type Day = Omit<MergeDayOptions, "rows" | "mode">;

function day(submissionDate: string, objects: readonly string[] = ["a", "b"]): Day {
  return {
    submissionDate,
    source: "telemetry",
    recipe: "head",
    objects: objects.map((key) => ({ key, fingerprint: `${key}-1` })),
  };
}

const first = day("20150615");
const second = day("20150616");
const firstRows = aggregateRows({ submissionDate: "20150615" });
const secondRows = aggregateRows({ submissionDate: "20150616" });

onEveryDatabase("mergeDay(driver, day)", (make) => {
  let driver: Driver;
  before(async () => {
    driver = await make();
    await mergeDay(driver, { ...first, rows: firstRows });
  });

  it("stores every row of a first day as it is", async () => {
    const dump = await dumpAggregates(driver);
    assert.equal(dump.length, firstRows.length);
    const stored = new Map(
      dump.map((row) => [`${row["kind"]} ${row["channel"]} ${row["date"]} ${row["dimensions"]}`, row]),
    );
    assert.equal(stored.size, firstRows.length);
    const [{ kind, channel, date, dimensions, histogram } = firstRows[0]!] = firstRows;
    const found = [...stored.values()].find(
      (row) =>
        row["kind"] === kind &&
        row["channel"] === channel &&
        row["date"] === date &&
        JSON.stringify(sorted(JSON.parse(String(row["dimensions"])))) === JSON.stringify(sorted(dimensions)),
    );
    assert.equal(found?.["histogram"], `{${histogram.join(",")}}`);
  });

  it("does nothing for a day that is merged already", async () => {
    const before = await dumpAggregates(driver);
    const report = await mergeDay(driver, { ...first, rows: firstRows });
    assert.equal(report.outcome, "already merged");
    assert.deepEqual(await dumpAggregates(driver), before);
  });

  it("adds a second day to the builds that it shares with the first", async () => {
    const report = await mergeDay(driver, { ...second, rows: secondRows });
    assert.deepEqual([report.outcome, report.rows, report.droppedRows], ["merged", secondRows.length, {}]);
    const [totals] = await driver.query<{ rows: bigint; sums: bigint; counts: bigint }>(
      `SELECT count(*) AS rows, sum(histogram[cardinality(histogram) - 1]) AS sums,
         sum(histogram[cardinality(histogram)]) AS counts FROM pingframe.aggregates`,
    );
    const rows = [...firstRows, ...secondRows];
    const keys = rows.map((row) => JSON.stringify([row.kind, row.channel, row.date, row.dimensions]));
    assert.equal(totals!.rows, BigInt(new Set(keys).size));
    const total = (fromEnd: number): bigint =>
      rows.reduce((sum, { histogram }) => sum + histogram.at(-fromEnd)!, 0n);
    assert.equal(totals!.sums, total(2));
    assert.equal(totals!.counts, total(1));
  });
});

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
