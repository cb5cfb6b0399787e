import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installRivals, pipFolder } from "./install-rivals.js";

/** What the original's own code gave. */
export interface OriginalRun {
  readonly seconds: number;
  readonly cells: number;
  readonly sum: bigint;
  readonly count: bigint;
  readonly megabytes: number;
}

const script = resolve(import.meta.dirname, "../../../bench/rivals/rollup_mozaggregator.py");

/**
 * Runs the original aggregator's Python on JSON lines. Its package is from the Python package index, kept in a folder of its own.
 *
 * @returns What it gave, or why it can't be run.
 */
export function runOriginal(lines: Uint8Array, rounds: number): OriginalRun | string {
  const cache = join(tmpdir(), "pingframe-bench");
  // What it needs besides is Spark and a database, neither of which takes part.
  const failure = installRivals(cache, { pip: ["--no-deps", "python-mozaggregator==0.3.0.4"] });
  if (failure !== null) return failure;
  const folder = mkdtempSync(join(tmpdir(), "pingframe-bench-"));
  try {
    const file = join(folder, "pings.ndjson");
    writeFileSync(file, lines);
    const env = { ...process.env, BENCH_MOZAGGREGATOR: pipFolder(cache) };
    const { error, status, stdout, stderr } = spawnSync("python3", [script, file, `${rounds}`], {
      env,
      encoding: "utf8",
    });
    if (error !== undefined) return `python3: ${error.message}`;
    if (status !== 0) return `python3: ${stderr.trim().split("\n").at(-1)}`;
    const [, seconds, cells, sum, count, megabytes] = stdout.trim().split(" ");
    return {
      seconds: Number(seconds),
      cells: Number(cells),
      sum: BigInt(sum!),
      count: BigInt(count!),
      megabytes: Number(megabytes),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
