import assert from "node:assert/strict";
import { before, it } from "node:test";
import { type Driver, listDays, listOptions, mergeDay, trim } from "../../src/database/index.js";
import { aggregateRows } from "../support/aggregate-rows.js";
import { dumpAggregates, onEveryDatabase } from "../support/databases.js";

onEveryDatabase("trim(driver, options)", (make) => {
  let driver: Driver;
  const dayOf = (submissionDate: string, versions: readonly string[]) => ({
    submissionDate,
    source: "telemetry",
    recipe: "head",
    objects: [{ key: submissionDate, fingerprint: "1" }],
    rows: aggregateRows({ submissionDate, versions, channels: ["nightly"], metrics: ["GC_MS", "A_FLAG"] }),
  });
  const old = dayOf("20130610", ["21"]);
  const recent = dayOf("20150616", ["41"]);
  const future = dayOf("20150616", ["41"]).rows.map((row) => ({
    ...row,
    kind: "build_id" as const,
    date: "20991231",
    version: "99",
  }));
  before(async () => {
    driver = await make();
    await mergeDay(driver, old);
    await mergeDay(driver, { ...recent, rows: [...recent.rows, ...future.slice(0, 4)] });
  });
  const window = { today: "20150617", keepDays: 730, bufferDays: 7 };

  it("says what would go, and changes nothing, unless told to", async () => {
    const before = await dumpAggregates(driver);
    const report = await trim(driver, window);
    assert.deepEqual([report.dryRun, report.from, report.to, report.kept], [true, "20130617", "20150624", 3]);
    assert.deepEqual(
      report.partitions.map(({ kind, version, date }) => [kind, version, date]),
      [
        ["build_id", "21", "20130609"],
        ["build_id", "21", "20130610"],
        ["build_id", "99", "20991231"],
        ["submission_date", "21", "20130610"],
      ],
    );
    assert.deepEqual([report.days, report.fixedDays], [["20130610"], []]);
    assert.deepEqual(await dumpAggregates(driver), before);
  });

  it("drops dates outside the window, with their options, views and what they gave", async () => {
    await trim(driver, { ...window, dryRun: false });
    const dump = await dumpAggregates(driver);
    assert.deepEqual([...new Set(dump.map(({ version }) => version))], ["41"]);
    assert.equal((await listOptions(driver, "nightly", "21")).size, 0);
    assert.equal((await listOptions(driver, "nightly", "99")).size, 0);
    assert.deepEqual((await listOptions(driver, "nightly", "41")).get("metric"), ["A_FLAG", "GC_MS"]);
    const [{ views, gifts }] = (await driver.query<{ views: bigint; gifts: bigint }>(
      `SELECT (SELECT count(*) FROM pg_views WHERE viewname LIKE 'build_id_nightly_21%') AS views,
         (SELECT count(*) FROM pingframe.contributions WHERE submission_date < '20150101') AS gifts`,
    )) as [{ views: bigint; gifts: bigint }];
    assert.deepEqual([views, gifts], [0n, 0n]);
    assert.equal((await trim(driver, window)).partitions.length, 0);
  });

  it("does not let a trimmed day be merged again, nor rows of dates that are no longer kept", async () => {
    assert.deepEqual(
      (await listDays(driver)).map(({ submissionDate, state }) => [submissionDate, state]),
      [
        ["20150616", "merged"],
        ["20130610", "trimmed"],
      ],
    );
    for (const mode of ["once", "replace"] as const) {
      await assert.rejects(mergeDay(driver, { ...old, mode }), { code: "day-trimmed" });
    }
    const late = dayOf("20150617", ["41"]);
    const [row] = old.rows;
    const report = await mergeDay(driver, { ...late, rows: [{ ...row!, submissionDate: "20150617" }] });
    assert.deepEqual([report.rows, report.droppedRows], [0, { "no longer kept": 1 }]);
  });

  it("lets a day be replaced although builds that it gave to are gone, until what it gave is gone too", async () => {
    const before = await dumpAggregates(driver);
    await mergeDay(driver, { ...recent, objects: [], mode: "replace", rows: [] });
    assert.equal((await dumpAggregates(driver)).length, 0);
    await mergeDay(driver, { ...recent, mode: "replace" });
    assert.deepEqual(await dumpAggregates(driver), before);
    const report = await trim(driver, { ...window, replaceableDays: 0, dryRun: false });
    assert.deepEqual(report.fixedDays, ["20150616"]);
    await assert.rejects(mergeDay(driver, { ...recent, objects: [], mode: "replace", rows: [] }), {
      code: "contribution-gone",
    });
  });

  it("does not let a day be replaced of which only the late part is kept", async () => {
    const early = dayOf("20150615", ["41"]);
    await mergeDay(driver, early);
    await trim(driver, { ...window, replaceableDays: 0, dryRun: false });
    const grown = {
      ...early,
      objects: [...early.objects, { key: "late", fingerprint: "1" }],
      rows: early.rows.slice(0, 8),
    };
    await mergeDay(driver, { ...grown, mode: "late", lateKeys: ["late"] });
    const before = await dumpAggregates(driver);
    await assert.rejects(mergeDay(driver, { ...grown, rows: early.rows, mode: "replace" }), {
      code: "contribution-gone",
    });
    assert.deepEqual(await dumpAggregates(driver), before);
  });
});
