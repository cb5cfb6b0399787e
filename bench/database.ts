// Merging into and asking of the database, against the original's way in the same run, on a PostgreSQL server of its own
// in a temporary folder. `node dist/bench/database.js [rows=400000] [dates=30]`
//
// The original's way is restated from its description: rows go by COPY to a staging table, and from there by UPDATE …
// FROM where the dimensions are equal, DELETE of what was updated and INSERT of the rest; arrays are added row by row by a
// loop in PL/pgSQL, the quickest there. Its metric query adds the matching rows with the same function, a statement a date.

import { readdirSync, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { createApi } from "../src/api/index.js";
import { type MergeRow, mergeDay, openDatabase, queryAggregates } from "../src/database/index.js";
import { exponentialBounds } from "../src/histogram/index.js";
import { Random } from "../src/synthetic/random.js";
import { startPostgres } from "../test/support/postgres-server.js";

const [ROWS = 400_000, DATES = 30] = process.argv.slice(2).map(Number);
const COMBINATIONS = 400;
const METRICS = Math.ceil(ROWS / COMBINATIONS);
const layout = {
  id: "exponential:1:10000:50",
  kind: "exponential",
  bounds: exponentialBounds(1, 10_000, 50),
  labels: null,
} as const;
const pool = makeHistograms();

function makeHistograms(): BigInt64Array[] {
  const random = new Random(1, "bench");
  return Array.from({ length: 1000 }, () =>
    BigInt64Array.from({ length: 52 }, () => BigInt(random.unit() < 0.5 ? 0 : random.integer(0, 5000))),
  );
}

/** One partition's rows: every metric in each combination of the other dimensions. */
function* rowsOf(submissionDate: string, date: string, metrics: number, seed: number): Generator<MergeRow> {
  for (let i = 0; i < metrics * COMBINATIONS; i++) {
    const combination = i % COMBINATIONS;
    yield {
      kind: "build_id",
      channel: "nightly",
      version: "41",
      date,
      submissionDate,
      dimensions: {
        metric: `METRIC_${Math.floor(i / COMBINATIONS)}`,
        label: "",
        application: combination % 2 === 0 ? "Firefox" : "Fennec",
        architecture: combination % 4 < 2 ? "x86" : "x86-64",
        os: ["Windows_NT", "Darwin", "Linux", "Android"][combination % 4]!,
        osVersion: String(Math.floor(combination / 8)),
        child: combination % 8 < 4 ? "true" : "false",
      },
      layout,
      histogram: pool[(i * 7 + seed) % pool.length]!,
      clientHistogram: null,
    };
  }
}

async function timed<Result>(work: () => Promise<Result>): Promise<[seconds: number, Result]> {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

/** Seconds of processor time that this process and the server's have taken, which others on the machine don't change. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(fields[1]) === server.pid) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // Gone meanwhile.
    }
  }
  return (user + system) / 1e6 + ticks / 100;
}

const ROW_BY_ROW = `
CREATE FUNCTION add_counts(total bigint[], more bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  sums bigint[] := '{}';
BEGIN
  IF cardinality(total) = 0 THEN
    RETURN more;
  END IF;
  FOR place IN 1 .. cardinality(more) LOOP
    sums[place] := total[place] + more[place];
  END LOOP;
  RETURN sums;
END
$$;
CREATE AGGREGATE sum_counts(bigint[]) (SFUNC = add_counts, STYPE = bigint[], INITCOND = '{}');
`;

async function originalMerge(client: pg.Client, table: string, rows: Iterable<MergeRow>): Promise<void> {
  await client.query("BEGIN");
  await client.query(
    "CREATE TEMPORARY TABLE original_staging (dimensions jsonb, histogram bigint[]) ON COMMIT DROP",
  );
  function* lines(): Generator<string> {
    let text = "";
    for (const { dimensions, histogram } of rows) {
      text += `${JSON.stringify(dimensions)}\t{${histogram.join(",")}}\n`;
      if (text.length > 1 << 20) {
        yield text;
        text = "";
      }
    }
    yield text;
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom("COPY original_staging FROM STDIN")));
  const { rows: found } = await client.query("SELECT to_regclass($1) AS there", [table]);
  if (found[0].there === null) {
    await client.query(`CREATE TABLE ${table} AS SELECT * FROM original_staging`);
    await client.query(`CREATE INDEX ON ${table} USING gin (dimensions jsonb_path_ops)`);
  } else {
    await client.query(
      `UPDATE ${table} AS kept SET histogram = add_counts(kept.histogram, fresh.histogram)
       FROM original_staging AS fresh WHERE kept.dimensions = fresh.dimensions`,
    );
    await client.query(
      `DELETE FROM original_staging AS fresh USING ${table} AS kept WHERE kept.dimensions = fresh.dimensions`,
    );
    await client.query(`INSERT INTO ${table} SELECT * FROM original_staging`);
  }
  await client.query("COMMIT");
}

function originalQuery(client: pg.Client, date: string, metric: string): Promise<unknown> {
  return client.query(
    `SELECT dimensions->>'label' AS label, sum_counts(histogram) FROM original_${date}
     WHERE dimensions @> $1::jsonb GROUP BY 1`,
    [JSON.stringify({ metric, application: "Firefox" })],
  );
}

const day = (n: number): string =>
  new Date(Date.UTC(2015, 5, 1 + n)).toISOString().slice(0, 10).replaceAll("-", "");
const secondsText = (seconds: number): string =>
  seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(1)} s`;
const table: string[][] = [["", "pingframe", "the original's way", "ratio"]];
const note = (what: string, ours: number, theirs: number): void => {
  table.push([what, secondsText(ours), secondsText(theirs), `${(theirs / ours).toFixed(1)}×`]);
};

const server = await startPostgres();
const url = server.createDatabase();
const driver = await openDatabase({ database: url, access: "write" });
const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  await client.query(ROW_BY_ROW);
  const merge = (submissionDate: string, rows: Iterable<MergeRow>) =>
    mergeDay(driver, {
      submissionDate,
      source: "bench",
      recipe: "",
      objects: [{ key: submissionDate, fingerprint: "" }],
      rows,
    });

  const [ourFirst] = await timed(() => merge(day(0), rowsOf(day(0), day(0), METRICS, 1)));
  const [theirFirst] = await timed(() =>
    originalMerge(client, `original_${day(0)}`, rowsOf(day(0), day(0), METRICS, 1)),
  );
  note(`first ${ROWS} rows`, ourFirst, theirFirst);
  const before = processorTime();
  const [ourMerge] = await timed(() => merge(day(1), rowsOf(day(1), day(0), METRICS, 2)));
  const between = processorTime();
  const [theirMerge] = await timed(() =>
    originalMerge(client, `original_${day(0)}`, rowsOf(day(1), day(0), METRICS, 2)),
  );
  note(`${ROWS} rows into ${ROWS}`, ourMerge, theirMerge);

  const end = processorTime();
  note("… in processor time", between - before, end - between);
  const perRow = (theirMerge / (METRICS * COMBINATIONS)) * 1e6;
  console.log(
    `${Math.round(perRow)} µs a row in the original's way, ${Math.round((ourMerge / ROWS) * 1e6)} in ours`,
  );
  const equal = await client.query(
    `SELECT count(*) AS rows, bool_and(o.histogram = a.histogram) AS equal FROM original_${day(0)} o
     JOIN pingframe.aggregates a ON a.dimensions = o.dimensions WHERE a.date = '${day(0)}'`,
  );
  if (Number(equal.rows[0].rows) !== METRICS * COMBINATIONS || !equal.rows[0].equal)
    throw new Error("results differ");

  // The other dates are smaller, but their queried metrics have all combinations.
  const dates = Array.from({ length: DATES }, (_, n) => day(n + 10));
  for (const [n, date] of dates.entries()) {
    await merge(date, rowsOf(date, date, 20, n));
    await originalMerge(client, `original_${date}`, rowsOf(date, date, 20, n));
  }
  await client.query("VACUUM ANALYZE");
  const query = (wanted: readonly string[], metric: string) =>
    queryAggregates(driver, {
      by: "build_id",
      channels: ["nightly"],
      versions: ["41"],
      metric,
      dates: wanted,
      filters: { application: ["Firefox"] },
      groupBy: ["date", "label"],
    });
  for (const wanted of [dates.slice(0, 1), dates]) {
    const REPEATS = 5;
    const [ours] = await timed(async () => {
      for (let i = 0; i < REPEATS; i++) await query(wanted, `METRIC_${i}`);
    });
    const [theirs] = await timed(async () => {
      for (let i = 0; i < REPEATS; i++)
        for (const date of wanted) await originalQuery(client, date, `METRIC_${i}`);
    });
    note(`a metric over ${wanted.length} dates`, ours / REPEATS, theirs / REPEATS);
  }

  // Answers are not kept here: the clock runs so fast that each is out of date.
  let now = 0;
  const api = createApi({ driver, now: () => (now += 1) });
  const ask = async (n: number): Promise<number> => {
    const path = `/aggregates_by/build_id/channels/nightly/?version=41&dates=${dates[n % DATES]}&metric=METRIC_${n % 20}&label=&os=Linux&osVersion=${n % 50}`;
    const [seconds, response] = await timed(async () => api.request(path));
    if (response.status !== 200) throw new Error(`${response.status} for ${path}`);
    return seconds;
  };
  const [total, times] = await timed(async () => {
    const clients = Array.from({ length: 50 }, async (_, c) => {
      const taken: number[] = [];
      for (let i = 0; i < 20; i++) taken.push(await ask(c * 20 + i));
      return taken;
    });
    return (await Promise.all(clients)).flat().sort((a, b) => a - b);
  });
  console.log(table.map((row) => `| ${row.join(" | ")} |`).join("\n"));
  const at = (p: number): string => secondsText(times[Math.floor((times.length - 1) * p)]!);
  console.log(
    `50 clients, ${times.length} different questions: ${Math.round(times.length / total)} answers/s, half within ${at(0.5)}, 99 of 100 within ${at(0.99)}`,
  );
} finally {
  await client.end();
  await driver.close();
  await server.stop();
}
