// Deduplicates pings by id keeping the earliest, counts them by reason, and collects each client's
// reasons in order: the frame, DuckDB, Polars and arquero, each in a process of its own, in turns.
//   node dist/bench/frame.js [ROWS] [--large] [--rounds N] [--only NAME,NAME]
// --large takes 10,000,000 rows instead of 1,000,000. nodejs-polars is no dependency of this package: the first run
// installs it, with the binary that npm leaves out, under node_modules/.cache/pingframe-bench.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPolars } from "./frame/install-polars.js";
import type { Report } from "./frame/report.js";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "" },
  },
});
const rows = Number(positionals[0] ?? (flags.large ? 10_000_000 : 1_000_000));
const rounds = Number(flags.rounds);
if (!(Number.isInteger(rows) && rows > 0 && Number.isInteger(rounds) && rounds > 0)) {
  throw new RangeError("ROWS and --rounds must be whole numbers from 1");
}

interface Contestant {
  readonly name: string;
  /** The program that runs it, and its last argument. */
  readonly run: readonly [string, string?];
  readonly loads: string;
  readonly needsPolars?: true;
  /** The most rows that it gets through in minutes. */
  readonly largest?: number;
}

const contestants: Contestant[] = [
  {
    name: "frame",
    run: ["run-frame.js"],
    loads: "the columns of a scan: UUIDs, codes, numbers, as bytes of a file",
  },
  { name: "duckdb", run: ["run-duckdb.js"], loads: "a Parquet file, into a table; its lists stay in it" },
  {
    name: "polars",
    run: ["run-polars.js", "arrays"],
    loads:
      "JavaScript arrays, made before the clock starts (but within process and CPU); its lists stay in it",
    needsPolars: true,
  },
  {
    name: "polars-ipc",
    run: ["run-polars.js", "file"],
    loads: "an uncompressed Arrow file, were there one; its lists stay in it",
    needsPolars: true,
  },
  {
    name: "arquero",
    run: ["run-arquero.js"],
    loads: "JavaScript arrays made of the frame's columns",
    largest: 2_000_000,
  },
];

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const programs = fileURLToPath(new URL("frame", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pingframe-bench-"));

/** Runs a contestant from its start to its end. */
function run(script: string, ...values: string[]): { output: string; seconds: number } {
  const start = performance.now();
  const child = spawnSync(
    process.execPath,
    ["--max-old-space-size=16384", join(programs, script), ...values],
    {
      encoding: "utf8",
      maxBuffer: 1e8,
    },
  );
  const seconds = (performance.now() - start) / 1000;
  if (child.status !== 0) throw new Error(`${script} ${values.join(" ")}: ${child.stderr.slice(-2000)}`);
  return { output: child.stdout, seconds };
}

const median = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

const steps = ["load", "dedupe", "countBy", "sequences"] as const;

try {
  const polars = installPolars();
  if (typeof polars !== "string") write(`without Polars: ${polars.reason}`);
  write(
    `${rows} rows, 5 % of them duplicates, ${Math.max(1, Math.floor(rows / 20))} clients; writing them …`,
  );
  run("write-rows.js", folder, String(rows));
  if (typeof polars === "string") run("write-arrow.js", folder, polars);

  const only = flags.only === "" ? null : flags.only.split(",");
  const here = contestants.filter(
    ({ name, largest = rows, needsPolars }) =>
      rows <= largest && !(needsPolars && typeof polars !== "string") && (only?.includes(name) ?? true),
  );
  const reports = new Map<string, (Report & { seconds: number })[]>(here.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const {
      name,
      run: [script, from = ""],
    } of here) {
      const { output, seconds } = run(script, folder, typeof polars === "string" ? polars : "", from);
      reports.get(name)!.push({ ...(JSON.parse(output) as Report), seconds });
    }
  }

  const answers = new Map(here.map(({ name }) => [name, JSON.stringify(reports.get(name)![0]!.answer)]));
  if (new Set(answers.values()).size > 1) throw new Error(`answers differ: ${JSON.stringify([...answers])}`);

  const of = (name: string, value: (report: Report & { seconds: number }) => number): number =>
    median(reports.get(name)!.map(value));
  const sum = ({ times }: Report): number => steps.reduce((total, step) => total + times[step], 0);
  const own = here[0]!.name;
  const ratio = (name: string, value: (report: Report & { seconds: number }) => number): string =>
    `${(of(name, value) / of(own, value)).toFixed(1)}x`;
  const line = (cells: string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(11) : cell.padStart(15))).join("");

  write(`medians of ${rounds} rounds in turns, each in a process of its own; ratios to the ${own}`);
  for (const { name, loads } of here) write(`  ${name} loads ${loads}`);
  write(line(["", ...steps, "load to end", "process", "CPU", "peak memory"]));
  for (const { name } of here) {
    write(
      line([
        name,
        ...steps.map((step) => `${Math.round(of(name, ({ times }) => times[step]))} ms`),
        `${Math.round(of(name, sum))} ms ${ratio(name, sum)}`,
        `${of(name, ({ seconds }) => seconds).toFixed(1)} s ${ratio(name, ({ seconds }) => seconds)}`,
        `${of(name, ({ cpu }) => cpu).toFixed(1)} s ${ratio(name, ({ cpu }) => cpu)}`,
        `${Math.round(of(name, ({ memory }) => memory))} MB ${ratio(name, ({ memory }) => memory)}`,
      ]),
    );
  }
  write(`all agree: ${answers.get(own)}`);
} finally {
  rmSync(folder, { recursive: true });
}
