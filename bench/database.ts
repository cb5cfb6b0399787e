// Merging into and asking of the database, against the original's way in the same run, on a PostgreSQL server of its own
// in a temporary folder. `node dist/bench/database.js [rows=400000] [dates=30] [rounds=3] [ways=2015,last]`
//
// Rows are as in `database/rows.ts`: 400 combinations of 7 dimensions a metric, 52 elements each (50 buckets, half of them
// empty, sum and count). What the original's way is, and of which version, is said in `database/original.ts`; merges do
// the whole of a day on both sides, with the options of filters and the ledger, and on ours with what a day can be taken
// out by. Each round merges as many rows into those that are there, ours and theirs in turn; medians are printed.

import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { createApi } from "../src/api/index.js";
import { type MergeRow, mergeDay, openDatabase, queryAggregates } from "../src/database/index.js";
import { startPostgres } from "../test/support/postgres-server.js";
import { mergeOriginal, prepareOriginal, queryOriginal, WAYS, type Way } from "./database/original.js";
import { COMBINATIONS, rowsOf } from "./database/rows.js";

const [ROWS = 400_000, DATES = 30, ROUNDS = 3] = process.argv.slice(2, 5).map(Number);
const METRICS = Math.ceil(ROWS / COMBINATIONS);
const ways = (process.argv[5] ?? "2015,last").split(",").map((name): Way => {
  const way = WAYS.find((known) => known === name);
  if (way === undefined) throw new RangeError(`ways are ${WAYS.join(", ")}, got ${JSON.stringify(name)}`);
  return way;
});
const subjects = ["pingframe", ...ways] as const;

/** Seconds by the clock, and of processor time. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [start, before] = [performance.now(), processorTime()];
  await work();
  return { wall: (performance.now() - start) / 1000, processor: processorTime() - before };
}

const nanosecondsOf = new Map<string, number>();

/** Seconds of processor time that this process and the server's have taken, which others on the machine change less. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) !== server.pid) continue;
      nanosecondsOf.set(pid, Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]));
    } catch {
      // Gone meanwhile; what it had taken counts.
    }
  }
  const nanoseconds = [...nanosecondsOf.values()].reduce((sum, each) => sum + each, 0);
  return (user + system) / 1e6 + nanoseconds / 1e9;
}

/** The costs of each subject's turn, for some rounds. */
async function inTurns(
  rounds: number,
  turn: (subject: (typeof subjects)[number], round: number) => Promise<unknown>,
): Promise<Map<string, Cost[]>> {
  const costs = new Map<string, Cost[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) costs.get(subject)!.push(await costOf(() => turn(subject, round)));
  }
  return costs;
}

const day = (n: number): string =>
  new Date(Date.UTC(2015, 5, 1 + n)).toISOString().slice(0, 10).replaceAll("-", "");
const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
};
const secondsText = (seconds: number): string =>
  seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(1)} s`;
const table: string[][] = [
  ["", "pingframe", ...ways.flatMap((way) => [`original, ${way}`, "ratio"])],
  ["---", ...ways.flatMap(() => ["---", "---"]), "---"],
];
const note = (what: string, costs: Map<string, Cost[]>): void => {
  for (const key of ["wall", "processor"] as const) {
    const of = (subject: string): number => median(costs.get(subject)!.map((cost) => cost[key]));
    table.push([
      key === "wall" ? what : "… in processor time",
      secondsText(of("pingframe")),
      ...ways.flatMap((way) => [
        secondsText(of(way)),
        `${(of(way) / Math.max(of("pingframe"), 1e-6)).toFixed(1)}×`,
      ]),
    ]);
  }
};

const server = await startPostgres();
const url = server.createDatabase();
const driver = await openDatabase({ database: url, access: "write" });
const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  await prepareOriginal(client);
  const merge = (
    subject: (typeof subjects)[number],
    submissionDate: string,
    date: string,
    metrics: number,
    seed: number,
  ) => {
    const rows: Iterable<MergeRow> = rowsOf(submissionDate, date, metrics, seed);
    if (subject !== "pingframe") return mergeOriginal(client, subject, { date, submissionDate, rows });
    const objects = [{ key: submissionDate, fingerprint: "" }];
    return mergeDay(driver, { submissionDate, source: "bench", recipe: "", objects, rows });
  };
  const rowCount = METRICS * COMBINATIONS;
  note(`first ${rowCount} rows`, await inTurns(1, (subject) => merge(subject, day(0), day(0), METRICS, 1)));
  const merges = await inTurns(ROUNDS, (subject, round) =>
    merge(subject, day(1 + round), day(0), METRICS, 2 + round),
  );
  note(`${rowCount} rows into ${rowCount}, median of ${ROUNDS}`, merges);
  for (const [subject, costs] of merges) {
    const each = costs.map(({ wall, processor }) =>
      [wall, processor].map((seconds) => Math.round((seconds / rowCount) * 1e6)).join("/"),
    );
    console.log(`${subject}: µs a row by clock/processor in each round: ${each.join(" ")}`);
  }
  for (const way of ways) {
    const { rows } = await client.query(
      `SELECT count(*) AS rows, bool_and(o.histogram = a.histogram) AS equal FROM "${way}_${day(0)}" o
       JOIN pingframe.aggregates a ON a.dimensions = o.dimensions WHERE a.date = '${day(0)}'`,
    );
    if (Number(rows[0].rows) !== rowCount || !rows[0].equal) throw new Error("results differ");
  }

  // The other dates are smaller, but their queried metrics have all combinations.
  const dates = Array.from({ length: DATES }, (_, n) => day(n + 40));
  for (const [n, date] of dates.entries()) {
    for (const subject of subjects) await merge(subject, date, date, 20, n);
  }
  await client.query("VACUUM ANALYZE");
  const query = (subject: (typeof subjects)[number], wanted: readonly string[], metric: string) =>
    subject !== "pingframe"
      ? queryOriginal(client, subject, wanted, { metric, application: "Firefox" })
      : queryAggregates(driver, {
          by: "build_id",
          channels: ["nightly"],
          versions: ["41"],
          metric,
          dates: wanted,
          filters: { application: ["Firefox"] },
          groupBy: ["date", "label"],
        });
  for (const wanted of [dates.slice(0, 1), dates]) {
    // The first round opens what later ones find open.
    await inTurns(1, (subject) => query(subject, wanted, "METRIC_19"));
    const costs = await inTurns(15, (subject, round) => query(subject, wanted, `METRIC_${round}`));
    note(`a metric over ${wanted.length} dates, median of 15`, costs);
  }

  // Answers are not kept here: the clock runs so fast that each is out of date.
  let now = 0;
  const api = createApi({ driver, now: () => (now += 1) });
  const ask = async (n: number): Promise<number> => {
    const path = `/aggregates_by/build_id/channels/nightly/?version=41&dates=${dates[n % DATES]}&metric=METRIC_${n % 20}&label=&os=Linux&osVersion=${n % 50}`;
    const start = performance.now();
    const response = await api.request(path);
    if (response.status !== 200) throw new Error(`${response.status} for ${path}`);
    return (performance.now() - start) / 1000;
  };
  const start = performance.now();
  const clients = Array.from({ length: 50 }, async (_, c) => {
    const taken: number[] = [];
    for (let i = 0; i < 20; i++) taken.push(await ask(c * 20 + i));
    return taken;
  });
  const times = (await Promise.all(clients)).flat().sort((a, b) => a - b);
  const total = (performance.now() - start) / 1000;
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
