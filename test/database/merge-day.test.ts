import assert from "node:assert/strict";
import { before, it } from "node:test";
import { gzipSync } from "node:zlib";
import {
  compareDay,
  type Driver,
  listDays,
  type MergeDayOptions,
  type MergeRow,
  mergeDay,
} from "../../src/database/index.js";
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

  it("refuses a day that has changed, and says what to do", async () => {
    const before = await dumpAggregates(driver);
    const grown = day("20150615", ["a", "b", "c"]);
    await assert.rejects(mergeDay(driver, { ...grown, rows: [] }), {
      name: "DatabaseError",
      code: "day-changed",
      message:
        'submission date 20150615 of "telemetry" was merged already, and 1 objects came since; ' +
        "--late adds them, --replace merges the day anew",
    });
    const changed = { ...first, objects: [{ key: "a", fingerprint: "a-2" }] };
    for (const mode of ["once", "late"] as const) {
      await assert.rejects(mergeDay(driver, { ...changed, mode, rows: [] }), {
        code: "day-changed",
        message:
          'submission date 20150615 of "telemetry" was merged already, and ' +
          "2 of its objects have changed or are gone; use --replace",
      });
    }
    await assert.rejects(mergeDay(driver, { ...first, recipe: "seed", rows: [] }), {
      message: /profile or options are others; use --replace$/,
    });
    assert.deepEqual(await dumpAggregates(driver), before);
  });

  it("adds unseen objects with mode late, and replaces all of the day again", async () => {
    const before = await dumpAggregates(driver);
    const lateRows = aggregateRows({ submissionDate: "20150615", seed: 9, clients: true });
    const grown = day("20150615", ["a", "b", "c"]);
    const late = await mergeDay(driver, { ...grown, mode: "late", lateKeys: ["c"], rows: lateRows });
    assert.equal(late.outcome, "added");
    assert.notDeepEqual(await dumpAggregates(driver), before);
    assert.equal((await mergeDay(driver, { ...grown, rows: lateRows })).outcome, "already merged");
    const replaced = await mergeDay(driver, { ...first, mode: "replace", rows: firstRows });
    assert.equal(replaced.outcome, "replaced");
    assert.deepEqual(await dumpAggregates(driver), before);
    const [entry] = (await listDays(driver)).filter(({ submissionDate }) => submissionDate === "20150615");
    assert.deepEqual(
      [entry!.rows, entry!.sumOfCounts, entry!.objects],
      [BigInt(firstRows.length), firstRows.reduce((sum, { histogram }) => sum + histogram.at(-1)!, 0n), 2n],
    );
  });

  it("adds many rows of a length as it adds few, and takes them out exactly", async () => {
    const systems = Array.from({ length: 20 }, (_, i) => ["Linux", `3.${i}`] as const);
    // Of the last metric there are too few rows for a sum of its own.
    const rowsOf = (submissionDate: string): MergeRow[] =>
      aggregateRows({ submissionDate, systems, channels: ["many"], clients: true, most: 4_000_000_000 })
        .filter(({ kind, date }) => kind === "build_id" && date === "20150725")
        .filter(({ dimensions: { metric, osVersion } }) => metric !== "AN_ENUM" || osVersion === "3.1")
        // Clients of some rows only, on one of the two days or on both.
        .map((row, i) =>
          i % (submissionDate === "20150725" ? 3 : 2) === 0 ? { ...row, clientHistogram: null } : row,
        );
    const [one, two] = [rowsOf("20150725"), rowsOf("20150726")];
    const stored = async (): Promise<unknown[]> =>
      (await dumpAggregates(driver)).filter(({ channel }) => channel === "many");
    await mergeDay(driver, { ...day("20150725"), rows: one });
    const before = await stored();
    await mergeDay(driver, { ...day("20150726"), rows: two });
    const after = new Map(
      (await dumpAggregates(driver))
        .filter(({ channel }) => channel === "many")
        .map((row) => [
          textOfSorted(JSON.parse(String(row["dimensions"]))),
          [row["histogram"], row["clients"]],
        ]),
    );
    const textOf = (array: BigInt64Array | null): string | null => array && `{${array.join(",")}}`;
    const sumOf = (a: BigInt64Array | null, b: BigInt64Array | null): BigInt64Array | null =>
      a && b ? a.map((n, i) => n + b[i]!) : (a ?? b);
    assert.ok(one.length > 300 && one.length === two.length);
    for (const [i, { dimensions, histogram, clientHistogram }] of one.entries()) {
      assert.deepEqual(after.get(textOfSorted(dimensions)), [
        textOf(sumOf(histogram, two[i]!.histogram)),
        textOf(sumOf(clientHistogram, two[i]!.clientHistogram)),
      ]);
    }
    await mergeDay(driver, { ...day("20150726"), objects: [], mode: "replace", rows: [] });
    assert.deepEqual(await stored(), before);
    await mergeDay(driver, { ...day("20150725"), objects: [], mode: "replace", rows: [] });
  });

  it("knows each row by 128 bits of the SHA-256 of its layout and dimensions", async () => {
    const [row] = firstRows as [MergeRow];
    const dimensions = {
      ...row.dimensions,
      label: 'tab\tbell\u0007slash\\quote"é\u{1f600}',
      e10sEnabled: true,
    };
    const named = { ...day("20150729"), rows: [{ ...row, submissionDate: "20150729", dimensions }] };
    await mergeDay(driver, named);
    const [counted] = await driver.query(
      `SELECT count(*) AS rows, count(*) FILTER (WHERE key =
         encode(substr(sha256(convert_to(layout || dimensions::text, 'UTF8')), 1, 16), 'hex')::uuid) AS known
       FROM pingframe.aggregates`,
    );
    assert.ok((counted!["rows"] as bigint) > 100n);
    assert.equal(counted!["known"], counted!["rows"]);
    await mergeDay(driver, { ...named, objects: [], mode: "replace", rows: [] });
  });

  it("adds late objects once, though two runs found them unseen", async () => {
    const early = day("20150714", ["a"]);
    const rowsOf = (seed: number): MergeRow[] => aggregateRows({ submissionDate: "20150714", seed });
    await mergeDay(driver, { ...early, rows: rowsOf(1) });
    const slow = day("20150714", ["a", "b", "c"]);
    const quick = day("20150714", ["a", "b"]);
    const keysOf = async (listed: Day): Promise<string[]> =>
      (await compareDay(driver, listed)).unseen.map(({ key }) => key);
    const [slowKeys, quickKeys] = [await keysOf(slow), await keysOf(quick)];
    assert.deepEqual([slowKeys, quickKeys], [["b", "c"], ["b"]]);
    await mergeDay(driver, { ...quick, mode: "late", lateKeys: quickKeys, rows: rowsOf(2) });
    const before = await dumpAggregates(driver);
    const overtaken = { ...slow, mode: "late" as const, lateKeys: slowKeys, rows: rowsOf(3) };
    await assert.rejects(mergeDay(driver, overtaken), {
      code: "day-changed",
      message:
        'submission date 20150714 of "telemetry" was added to by another run while late objects were aggregated; ' +
        "run it again",
    });
    assert.deepEqual(await dumpAggregates(driver), before);
    const again = { ...slow, mode: "late" as const, lateKeys: await keysOf(slow), rows: rowsOf(4) };
    assert.equal((await mergeDay(driver, again)).outcome, "added");
    await mergeDay(driver, { ...early, objects: [], mode: "replace", rows: [] });
  });

  it("takes out rows that a replaced day no longer gives", async () => {
    const third = day("20150617");
    const before = await dumpAggregates(driver);
    await mergeDay(driver, {
      ...third,
      rows: aggregateRows({ submissionDate: "20150617", versions: ["42"] }),
    });
    await mergeDay(driver, { ...third, objects: [], mode: "replace", rows: [] });
    assert.deepEqual(await dumpAggregates(driver), before);
  });

  it("does not take out what a development version kept as text", async () => {
    const apart = await make();
    await mergeDay(apart, { ...first, rows: firstRows });
    const before = await dumpAggregates(apart);
    await apart.query("UPDATE pingframe.contributions SET bytes = $1", [
      gzipSync("1\t1\t{}\t{1,2}\t\\N\n".repeat(firstRows.length)),
    ]);
    await assert.rejects(mergeDay(apart, { ...first, mode: "replace", rows: firstRows }), {
      code: "contribution-gone",
    });
    assert.deepEqual(await dumpAggregates(apart), before);
  });

  it("keeps two layouts of a metric, and two sources of a day, apart", async () => {
    const [row] = firstRows as [MergeRow];
    const layout = {
      ...row.layout,
      id: "exponential:1:20000:50",
      bounds: row.layout.bounds.map((b) => b * 2),
    };
    const other = { ...first, source: "elsewhere", rows: [{ ...row, layout }] };
    assert.equal((await mergeDay(driver, other)).outcome, "merged");
    const alike = (await dumpAggregates(driver)).filter(
      (stored) => stored["date"] === row.date && String(stored["dimensions"]).includes('"GC_MS"'),
    );
    assert.equal(new Set(alike.map((stored) => stored["layout"])).size, 2);
    await mergeDay(driver, { ...other, objects: [], mode: "replace", rows: [] });
  });

  it("leaves out what can't be stored, and counts it by reason", async () => {
    const [row] = firstRows as [MergeRow];
    const hostile: MergeRow[] = [
      { ...row, channel: "night\0ly" },
      { ...row, version: "4".repeat(65) },
      { ...row, version: "" },
      { ...row, date: "2015061" },
      { ...row, dimensions: { ...row.dimensions, label: "\ud800" } },
      { ...row, dimensions: { ...row.dimensions, label: "a\0b" } },
      { ...row, dimensions: { label: "" } },
      { ...row, channel: `x'; DROP TABLE pingframe.ledger; --"` },
      { ...row, dimensions: { ...row.dimensions, label: 'tab\tnewline\nslash\\quote"{}\\N\u{1f600}' } },
    ].map((hostileRow) => ({ ...hostileRow, submissionDate: "20150618" }));
    const eighteenth = { ...day("20150618"), rows: hostile };
    const report = await mergeDay(driver, eighteenth);
    assert.deepEqual(report.droppedRows, { "channel or version": 3, date: 1, text: 2, metric: 1 });
    assert.equal(report.rows, 2);
    const dump = await dumpAggregates(driver);
    const labels = dump.map(({ dimensions }) => JSON.parse(String(dimensions)).label as string);
    assert.equal(labels.filter((label) => label === 'tab\tnewline\nslash\\quote"{}\\N\u{1f600}').length, 1);
    await mergeDay(driver, { ...eighteenth, objects: [], mode: "replace", rows: [] });
  });

  it("adds exactly beyond 2^53, and holds at the limit of a bigint what passes it", async () => {
    const [row] = firstRows as [MergeRow];
    const with2 = (submissionDate: string, count: bigint, sum: bigint): MergeDayOptions => ({
      ...day(submissionDate),
      rows: [
        {
          ...row,
          channel: "huge",
          submissionDate,
          histogram: BigInt64Array.of(...Array(50).fill(count), sum, 1n),
        },
      ],
    });
    const big = 2n ** 53n + 1n;
    await mergeDay(driver, with2("20150701", big, 2n ** 62n));
    const exact = await mergeDay(driver, with2("20150702", big, 2n ** 62n - 1n));
    assert.equal(exact.saturatedPartitions, 0);
    const stored = async (): Promise<unknown> =>
      (await dumpAggregates(driver)).find(({ channel }) => channel === "huge")!["histogram"];
    assert.equal(await stored(), `{${Array(50).fill(2n * big)},${2n ** 63n - 1n},2}`);
    const held = await mergeDay(driver, with2("20150703", 1n, 1n));
    assert.equal(held.saturatedPartitions, 1);
    assert.equal(await stored(), `{${Array(50).fill(2n * big + 1n)},${2n ** 63n - 1n},3}`);
  });

  it("rolls back a day whose rows fail half-way", async () => {
    const before = await dumpAggregates(driver);
    function* failing(): Generator<MergeRow> {
      yield* aggregateRows({ submissionDate: "20150710" });
      throw new Error("no more");
    }
    await assert.rejects(mergeDay(driver, { ...day("20150710"), rows: failing() }), { message: "no more" });
    await assert.rejects(mergeDay(driver, { ...day("20150710"), rows: firstRows }), {
      name: "RangeError",
      message: 'rows must be of 20150710, got "20150615"',
    });
    assert.deepEqual(await dumpAggregates(driver), before);
    assert.equal(
      (await listDays(driver)).some(({ submissionDate }) => submissionDate === "20150710"),
      false,
    );
  });

  it("any split of a day into late parts, in any order, gives the table of merging once", async () => {
    const whole = firstRows
      .filter(({ channel }) => channel === "beta")
      .map((row) => ({ ...row, submissionDate: "20150720", channel: "split" }));
    const copies = [...whole, ...whole, ...whole];
    const once = await mergeDay(driver, { ...day("20150720", ["x"]), rows: sumRows(copies) });
    assert.equal(once.rows, whole.length);
    const expected = (await dumpAggregates(driver)).filter(({ channel }) => channel === "split");
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      await mergeDay(driver, { ...day("20150720", []), mode: "replace", rows: [] });
      const objects: string[] = [];
      for (const part of order) {
        objects.push(`part-${part}`);
        // Part 2 is a whole copy; 0 and 1 have alternating rows twice.
        const rows =
          part === 2 ? whole : whole.filter((_, i) => i % 2 === part).flatMap((row) => sumRows([row, row]));
        const lateKeys = objects.slice(-1);
        await mergeDay(driver, { ...day("20150720", [...objects]), mode: "late", lateKeys, rows });
      }
      const split = (await dumpAggregates(driver)).filter(({ channel }) => channel === "split");
      assert.deepEqual(split, expected);
    }
  });
});

function textOfSorted(object: object): string {
  return JSON.stringify(sorted(object));
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Adds rows of equal dimensions. */
function sumRows(rows: readonly MergeRow[]): MergeRow[] {
  const sums = new Map<string, MergeRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.kind, row.channel, row.date, row.dimensions]);
    const other = sums.get(key);
    const histogram =
      other === undefined ? row.histogram : row.histogram.map((n, i) => n + other.histogram[i]!);
    sums.set(key, { ...row, histogram });
  }
  return [...sums.values()];
}
