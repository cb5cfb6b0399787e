import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchLake } from "../data/write-lake.js";
import { npmFolder, pipFolder } from "../rivals/install-rivals.js";
import type { Candidate } from "./candidates.js";

/** What one run of a candidate took and gave. */
export interface Run {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly mebibytes: number;
  readonly rows: number | null;
  readonly counts: readonly number[] | null;
  readonly digest: string | null;
}

const here = dirname(fileURLToPath(import.meta.url));
const rivals = join(here, "../../../bench/rivals");
const execute = promisify(execFile);

/** Runs a candidate in a process of its own. Gives why it failed, if it did. */
export async function runInProcess(
  candidate: Candidate,
  { folder, files }: BenchLake,
  { cache, moztelemetry }: { readonly cache: string; readonly moztelemetry: string },
): Promise<Run | string> {
  const [program, args] =
    candidate.python === undefined
      ? [process.execPath, [join(here, "run-candidate.js"), candidate.name, join(folder, "lake.json")]]
      : ["python3", [join(rivals, candidate.python), ...files]];
  const env = {
    ...process.env,
    BENCH_PACKAGES: npmFolder(cache),
    BENCH_MOZTELEMETRY: moztelemetry,
    PYTHONPATH: pipFolder(cache),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const startedAt = performance.timeOrigin + performance.now();
  try {
    const { stdout } = await execute(program, args, { encoding: "utf8", env, maxBuffer: 1 << 28 });
    const { endedAt, ...result } = JSON.parse(stdout) as Run & { endedAt: number };
    return { ...result, wallMs: endedAt - startedAt };
  } catch (error) {
    const { code, signal, stderr = "" } = error as { code?: unknown; signal?: string; stderr?: string };
    const line = stderr.split("\n").findLast((text) => /error/i.test(text));
    if (line !== undefined || signal) return line ?? `ended by ${signal}`;
    return typeof code === "number" ? `exit code ${code}` : `${error}`;
  }
}
