// Runs one candidate in this process: `node run-candidate.js NAME LAKE.json`. Prints what it took, to the moment when the
// answer was in memory, and then what the answer was.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { BenchLake } from "../data/write-lake.js";
import { candidates } from "./candidates.js";

const [, , name, account] = process.argv;
const lake = JSON.parse(readFileSync(account!, "utf8")) as BenchLake;
const answer = await candidates.find((candidate) => candidate.name === name)!.run!(lake);
const endedAt = performance.timeOrigin + performance.now();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cost = { endedAt, cpuMs: (userCPUTime + systemCPUTime) / 1000, mebibytes: maxRSS / 1024 };
const rows = answer === null ? null : await answer();
const digest = createHash("sha256");
for (const row of rows ?? []) digest.update(`${JSON.stringify(row)}\n`);
process.stdout.write(
  JSON.stringify({
    ...cost,
    rows: rows?.length ?? null,
    counts: rows?.[0]?.map((_, i) => rows.filter((row) => row[i] !== null).length) ?? null,
    digest: rows === null ? null : digest.digest("hex"),
  }),
);
process.exit(0);
