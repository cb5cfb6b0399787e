// Scans main pings for seven properties: pingframe on Heka objects, against what a user of Node would write for the
// same pings as JSON lines. `node dist/bench/scan.js`; a lake is made in .cache/ on first use.
import { spawnSync } from "node:child_process";
import { createReadStream, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createGunzip, gzipSync } from "node:zlib";
import { createLocalEngine, Dataset, getPingsProperties } from "../src/index.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const lake = join(root, ".cache/lake-1-0.5");
const lines = join(root, ".cache/bench-lines");
const paths = [
  "id",
  "clientId",
  "meta/creationTimestamp",
  "meta/Timestamp",
  "payload/info/reason",
  "payload/info/sessionLength",
  "payload/info/previousSessionId",
] as const;

const mains = (threads: number) => {
  const engine = createLocalEngine({ threads });
  const dataset = Dataset.fromSource("telemetry", { sources: lake, engine, onEvent: null });
  return { engine, pings: dataset.where({ docType: "main" }).records() };
};

async function scan(threads: number): Promise<number> {
  const { engine, pings } = mains(threads);
  const { length } = await getPingsProperties(pings, paths);
  await engine.close();
  return length;
}

/** gunzip, readline, JSON.parse, optional chaining: the usual script. */
async function script(): Promise<number> {
  const rows: unknown[][] = [];
  for (const name of readdirSync(lines).sort()) {
    const text = createReadStream(join(lines, name)).pipe(createGunzip());
    for await (const line of createInterface({ input: text })) {
      const ping = JSON.parse(line);
      rows.push([
        ping.id,
        ping.clientId,
        ping.meta?.creationTimestamp,
        ping.meta?.Timestamp,
        ping.payload?.info?.reason,
        ping.payload?.info?.sessionLength,
        ping.payload?.info?.previousSessionId,
      ]);
    }
  }
  return rows.length;
}

const candidates: Record<string, () => Promise<number>> = {
  "JSON lines, readline + JSON.parse": script,
  "pingframe, this thread": () => scan(0),
  "pingframe, 2 threads": () => scan(2),
};

/** Each candidate runs in a process of its own, so that memory is its own. */
async function measure(name: string): Promise<void> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const rows = await candidates[name]!();
  const { user, system } = process.cpuUsage(before);
  const result = {
    rows,
    wall: performance.now() - startedAt,
    cpu: (user + system) / 1000,
    mebibytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(JSON.stringify(result));
}

async function prepare(): Promise<void> {
  const program = join(root, "dist/src/bin/pingframe.js");
  spawnSync(process.execPath, [program, "sample", lake, "--scale", "0.5"], { stdio: "inherit" });
  rmSync(lines, { recursive: true, force: true });
  mkdirSync(lines, { recursive: true });
  const { engine, pings } = mains(0);
  let part: string[] = [];
  let count = 0;
  const write = (): void => {
    writeFileSync(
      join(lines, `part-${String(count++).padStart(5, "0")}.gz`),
      gzipSync(part.join(""), { level: 1 }),
    );
    part = [];
  };
  for await (const ping of pings) if (part.push(`${JSON.stringify(ping)}\n`) === 100) write();
  if (part.length > 0) write();
  await engine.close();
}

async function compare(): Promise<void> {
  await prepare();
  const rounds = 3;
  const best = new Map<string, { rows: number; wall: number; cpu: number; mebibytes: number }>();
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(candidates)) {
      const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: "utf8" });
      const result = JSON.parse(run.stdout) as { rows: number; wall: number; cpu: number; mebibytes: number };
      if (result.wall < (best.get(name)?.wall ?? Number.POSITIVE_INFINITY)) best.set(name, result);
    }
  }
  const [first] = best.values();
  for (const [name, { rows, wall, cpu, mebibytes }] of best) {
    const ratio = (first!.wall / wall).toFixed(2);
    process.stdout.write(
      `${name.padEnd(36)} ${rows} rows  ${wall.toFixed(0).padStart(6)} ms  cpu ${cpu.toFixed(0).padStart(6)} ms  ` +
        `${mebibytes.toFixed(0).padStart(4)} MiB  ${ratio}x\n`,
    );
  }
}

const [, , name] = process.argv;
await (name === undefined ? compare() : measure(name));
