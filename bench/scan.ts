// Scans main pings for a dozen properties: pingframe, each in a process of its own, against what a user would pick
// instead, with the same pings as JSON lines (plain, gzip, zstd) and Heka (split into fields and whole; plain, Snappy,
// gzip). Prints medians of interleaved rounds: wall and CPU time to the moment when the answer is in memory, start of
// the process included, peak memory, and ratios. All answers must be the same, row by row.
//
//   node dist/bench/scan.js --mb 50 --formats json-lines,heka-split-snappy --rounds 3
//   node dist/bench/scan.js --grow 100,300,1000,4000
//
// Pings are made once, and rivals installed once, in a folder below the system's temporary one (--cache DIR).
// --moztelemetry DIR names a checkout of mozilla/python_moztelemetry for Python 3, which no registry has.
import { mkdirSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Format, formats } from "./data/formats.js";
import { type BenchLake, writeLake } from "./data/write-lake.js";
import { installRivals } from "./rivals/install-rivals.js";
import { type Candidate, candidates } from "./scan/candidates.js";
import { type Run, runInProcess } from "./scan/run-in-process.js";
import { ALL, ONE, OWN, scalingFormats, targets } from "./scan/targets.js";

const { values: options } = parseArgs({
  options: {
    mb: { type: "string", default: "300" },
    rounds: { type: "string", default: "3" },
    formats: {
      type: "string",
      default: "json-lines,json-lines-gzip,json-lines-zstd,heka-split-snappy,heka-whole-snappy",
    },
    only: { type: "string", default: "" },
    grow: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    cache: { type: "string", default: join(tmpdir(), "pingframe-bench") },
    moztelemetry: { type: "string", default: "" },
  },
});
const { cache } = options;
const seed = Number(options.seed);
/** Who also scans a quarter of a lake: what three quarters more take has no start-up in it. */
const growing = [OWN, ONE, ALL];

const processes = { cache, moztelemetry: options.moztelemetry };
const run = (candidate: Candidate, lake: BenchLake): Promise<Run | string> =>
  runInProcess(candidate, lake, processes);

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

/** What a candidate took on a lake: medians of its runs. */
interface Result {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly mebibytes: number;
  /** The same of a lake that holds next to nothing. */
  readonly startMs: number;
  readonly startCpuMs: number;
  /** Wall time on a quarter of the lake, of those that are to tell how they grow. */
  readonly quarterMs?: number;
}

/** Why a candidate can't run here, or null. */
function obstacleOf({ needs }: Candidate): string | null {
  if (needs?.folder !== undefined && options.moztelemetry === "") {
    return "give --moztelemetry a checkout of mozilla/python_moztelemetry; the package of that name on PyPI is empty";
  }
  return needs === undefined ? null : installRivals(cache, needs);
}

async function compare(
  format: Format,
  megabytes: number,
  chosen: readonly Candidate[],
): Promise<Map<string, Result>> {
  const lake = await writeLake(format, { cache, megabytes, seed });
  const isGrowing = ({ name }: Candidate): boolean => growing.includes(name);
  const isCompared = options.grow === "" && scalingFormats.includes(format) && chosen.some(isGrowing);
  const quarter = isCompared ? await writeQuarter(format, megabytes) : null;
  // Time on next to nothing is start-up.
  const tiny = await writeLake(format, { cache, megabytes: 0.05, seed });
  const stored = `${(lake.storedBytes / 1e6).toFixed(1)} MB stored in ${lake.files.length} objects`;
  print(`\n${format}: ${lake.pings} pings, ${(lake.jsonBytes / 1e6).toFixed(1)} MB of JSON, ${stored}`);
  const runs = new Map<Candidate, Run[]>();
  const quarters = new Map<Candidate, number[]>();
  const besides: number[] = [];
  const starts = new Map<Candidate, Run>();
  for (const candidate of chosen) {
    if (!candidate.formats.includes(format)) continue;
    const start = obstacleOf(candidate) ?? (await run(candidate, tiny));
    if (typeof start === "string") print(`  ${candidate.name} is left out: ${start}`);
    else {
      runs.set(candidate, []);
      starts.set(candidate, start);
    }
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [candidate, done] of runs) {
      done.push(succeeded(candidate, format, await run(candidate, lake)));
      if (quarter === null || !isGrowing(candidate)) continue;
      const { wallMs } = succeeded(candidate, format, await run(candidate, quarter));
      quarters.set(candidate, [...(quarters.get(candidate) ?? []), wallMs]);
      if (candidate.name !== OWN) continue;
      const beside = await Promise.all(
        Array.from({ length: availableParallelism() }, () => run(candidate, lake)),
      );
      besides.push(...beside.map((one) => succeeded(candidate, format, one).wallMs));
    }
  }
  checkAnswers(
    [...runs].map(([candidate, done]) => [candidate.name, done]),
    lake,
  );
  const results = new Map<string, Result>();
  for (const [candidate, done] of runs) {
    results.set(candidate.name, {
      wallMs: median(done.map(({ wallMs }) => wallMs)),
      cpuMs: median(done.map(({ cpuMs }) => cpuMs)),
      mebibytes: median(done.map(({ mebibytes }) => mebibytes)),
      startMs: starts.get(candidate)!.wallMs,
      startCpuMs: starts.get(candidate)!.cpuMs,
      ...(quarters.has(candidate) ? { quarterMs: median(quarters.get(candidate)!) } : {}),
    });
  }
  const alone = results.get(OWN);
  if (besides.length > 0 && alone !== undefined) {
    const slower = median(besides) / alone.wallMs;
    const most = availableParallelism() / slower;
    print(
      `  ${availableParallelism()} scans side by side, in a process each, take ${slower.toFixed(2)}× as long as one alone: together ` +
        `${most.toFixed(2)}× of one`,
    );
  }
  return results;
}

/** Gives a quarter of a lake, or null where its objects are too few for threads to share them evenly. */
async function writeQuarter(format: Format, megabytes: number): Promise<BenchLake | null> {
  const quarter = await writeLake(format, { cache, megabytes: megabytes / 4, seed });
  if (quarter.files.length >= 4 * availableParallelism()) return quarter;
  print(
    `\n${format}: threads are not compared with one, as a quarter of the lake has too few objects; give more --mb`,
  );
  return null;
}

function succeeded(candidate: Candidate, format: Format, result: Run | string): Run {
  if (typeof result === "string") throw new Error(`${candidate.name} failed on ${format}: ${result}`);
  return result;
}

function checkAnswers(
  answers: readonly (readonly [name: string, runs: readonly Run[]])[],
  lake: BenchLake,
): void {
  let first: readonly [string, Run] | null = null;
  for (const [name, runs] of answers) {
    for (const answer of runs) {
      if (answer.digest === null) continue;
      first ??= [name, answer];
      if (answer.digest === first[1].digest && answer.rows === lake.pings) continue;
      throw new Error(
        `${name} and ${first[0]} differ: ${answer.rows} rows with ${answer.counts} values against ${first[1].rows} rows of ` +
          `${lake.pings} with ${first[1].counts}`,
      );
    }
  }
  if (first !== null) {
    const [, { rows, counts, digest }] = first;
    print(`  all found the same: ${rows} rows, ${counts} values a column, SHA-256 ${digest!.slice(0, 16)}`);
  }
}

function printResults(results: ReadonlyMap<string, Result>, jsonBytes: number): void {
  const slowest = results.get("JSON.parse") ?? results.get("decode + JSON.parse");
  const ceiling = [...results].find(([name]) => name.startsWith("ceiling"))?.[1];
  const ratio = (other: number | undefined, own: number): string =>
    other === undefined ? "" : (other / own).toFixed(1);
  const head = [
    "",
    "wall s",
    "CPU s",
    "start s",
    "start CPU s",
    "peak MiB",
    "MB/s",
    "× JSON.parse",
    "by CPU",
    "of ceiling",
  ];
  const rows = [...results].map(([name, { wallMs, cpuMs, mebibytes, startMs, startCpuMs }]) => [
    ...[
      name,
      (wallMs / 1000).toFixed(2),
      (cpuMs / 1000).toFixed(2),
      (startMs / 1000).toFixed(2),
      (startCpuMs / 1000).toFixed(2),
      mebibytes.toFixed(0),
    ],
    ...[(jsonBytes / 1000 / wallMs).toFixed(0), ratio(slowest?.wallMs, wallMs), ratio(slowest?.cpuMs, cpuMs)],
    ceiling === undefined ? "" : `${((100 * ceiling.wallMs) / wallMs).toFixed(0)} %`,
  ]);
  const widths = head.map((title, i) =>
    Math.max(...[head, ...rows].map((row) => row[i]!.length), title.length),
  );
  for (const row of [head, ...rows]) {
    print(
      `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ")}`,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

mkdirSync(cache, { recursive: true });
const chosen = candidates.filter(({ name }) => options.only.split(",").some((part) => name.includes(part)));
if (options.grow === "") {
  const wanted = options.formats === "all" ? formats : (options.formats.split(",") as Format[]);
  const all = new Map<Format, Map<string, Result>>();
  for (const format of wanted) {
    const results = await compare(format, Number(options.mb), chosen);
    printResults(
      results,
      (await writeLake(format, { cache, megabytes: Number(options.mb), seed })).jsonBytes,
    );
    all.set(format, results);
  }
  print("\nTargets (ratios of wall time, start-up included unless said):");
  for (const line of targets(all)) print(`  ${line}`);
} else {
  const own = chosen.filter(({ name }) => name.startsWith("pingframe") && !name.endsWith("unvalidated"));
  for (const format of ["json-lines", "json-lines-gzip"] as const) {
    for (const megabytes of options.grow.split(",").map(Number)) {
      printResults(await compare(format, megabytes, own), megabytes * 1e6);
    }
  }
}
