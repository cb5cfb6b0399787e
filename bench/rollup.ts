// Aggregates synthetic main pings of Firefox's size: the span aggregator, the same with documents, JSON.parse with objects,
// the original's way restated (a state of each ping by key and metric, states then merged two by two), and the original's own
// Python where that can be had, in one run, by CPU time; then a folder of them by threads. Prints a table; all must agree, and
// all start from the same bytes.
// The pings are given several times over, as a day has hundreds of values for each aggregate, and a sample few.
//   node --expose-gc dist/bench/rollup.js [PINGS [REPEATS [ROUNDS]]]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compressObject, type RecordCells, readRecords } from "../src/decode/index.js";
import { aggregateDay, head, type PartialAggregate } from "../src/rollup/index.js";
import { PingAggregator } from "../src/rollup/ping-aggregator.js";
import { openFolderStore } from "../src/store/index.js";
import { runOriginal } from "./rivals/run-original-aggregator.js";
import { mainPing } from "./rollup/main-pings.js";
import { type Any, type Entry, keyOf, stateOf } from "./rollup/plain-objects.js";

const different = Number(process.argv[2] ?? 400);
const repeats = Number(process.argv[3] ?? 4);
const rounds = Number(process.argv[4] ?? 3);
const count = different * repeats;
const day = "20170601";

const once = Array.from({ length: different }, (_, i) => mainPing(i, day));
const texts = Array.from({ length: repeats }, () => once).flat();
const lines = Buffer.from(`${texts.join("\n")}\n`);

// ---- the contestants
interface Sums {
  readonly cells: number;
  readonly sum: bigint;
  readonly count: bigint;
}
const options = { profile: head, submissionDate: day };

/** The lines of bytes as text. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    yield bytes.toString("utf8", start, end);
    start = end + 1;
  }
}

function sumsOf(aggregates: Map<string, Map<string, Entry>>): Sums {
  let [cells, sum, n] = [0, 0n, 0n];
  for (const state of aggregates.values()) {
    for (const entry of state.values()) {
      cells += 1;
      sum += BigInt(entry.sum);
      n += BigInt(entry.count);
    }
  }
  return { cells, sum, count: n };
}
function partialSums(aggregate: PartialAggregate): Sums {
  let [cells, sum, n] = [0, 0n, 0n];
  for (const { histogram: h } of aggregate.rows("build_id")) {
    cells += 1;
    sum += h.at(-2)!;
    n += h.at(-1)!;
  }
  return { cells, sum, count: n };
}

let spanBytes = 0;
const contestants: { readonly name: string; readonly run: () => Promise<() => Sums> }[] = [
  {
    name: "spans (this package)",
    run: async () => {
      const aggregator = new PingAggregator(options);
      async function* chunks(): AsyncGenerator<Uint8Array> {
        // In pieces as a store gives them.
        for (let at = 0; at < lines.length; at += 1 << 18) yield lines.subarray(at, at + (1 << 18));
      }
      const sink = {
        takeDocument: () => {
          throw new Error("a ping was made a document of");
        },
        takeCells: (cells: RecordCells) => {
          if (aggregator.readCells(cells)) aggregator.addCells(cells);
        },
      };
      for await (const _ of readRecords(chunks(), {}, sink, aggregator.projection()));
      spanBytes = aggregator.byteLength;
      return () => partialSums(aggregator.take());
    },
  },
  {
    name: "documents (this package)",
    run: async () => {
      const aggregator = new PingAggregator(options);
      for (const text of linesOf(lines)) aggregator.add(JSON.parse(text) as Record<string, unknown>);
      return () => partialSums(aggregator.take());
    },
  },
  {
    name: "JSON.parse and objects",
    run: async () => {
      const aggregates = new Map<string, Map<string, Entry>>();
      for (const text of linesOf(lines)) {
        const document = JSON.parse(text) as Any;
        const key = keyOf(document);
        let sums = aggregates.get(key);
        if (sums === undefined) {
          sums = new Map();
          aggregates.set(key, sums);
        }
        stateOf(document, sums);
      }
      return () => sumsOf(aggregates);
    },
  },
  {
    name: "the original's way",
    run: async () => {
      const aggregates = new Map<string, Map<string, Entry>>();
      for (const text of linesOf(lines)) {
        const document = JSON.parse(text) as Any;
        const key = keyOf(document);
        const state = stateOf(document, new Map());
        const into = aggregates.get(key);
        if (into === undefined) {
          aggregates.set(key, state);
          continue;
        }
        for (const [metric, { sum, count: n, histogram: h }] of state) {
          const entry = into.get(metric);
          if (entry === undefined) {
            into.set(metric, { sum, count: n, histogram: h });
            continue;
          }
          entry.sum += sum;
          entry.count += n;
          for (const bucket in h) entry.histogram[bucket] = (entry.histogram[bucket] ?? 0) + h[bucket]!;
        }
      }
      return () => sumsOf(aggregates);
    },
  },
  {
    name: "JSON.parse alone",
    run: async () => {
      let n = 0;
      for (const text of linesOf(lines)) n += (JSON.parse(text) as { version: number }).version;
      return () => ({ cells: n, sum: 0n, count: 0n });
    },
  },
];

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const best = contestants.map(() => Number.POSITIVE_INFINITY);
const results: Sums[] = [];
for (let round = 0; round < rounds; round++) {
  for (const [i, { run }] of contestants.entries()) {
    globalThis.gc?.();
    const start = cpuMs();
    const finish = await run();
    best[i] = Math.min(best[i]!, cpuMs() - start);
    if (round === 0) results[i] = finish();
  }
}
const megabytes = lines.length / 1e6;
process.stdout.write(
  `${count} pings (${different} different), ${megabytes.toFixed(0)} MB, ${(lines.length / count / 1000).toFixed(0)} KB each; ` +
    `${results[0]!.cells} aggregates, ${results[0]!.count} values added; best CPU time of ${rounds}\n`,
);
const objectsMs = best[contestants.findIndex(({ name }) => name === "JSON.parse and objects")]!;
function printSpeed(name: string, ms: number): void {
  const perSecond = (count / ms) * 1000;
  process.stdout.write(
    `${name.padEnd(26)} ${perSecond.toFixed(0).padStart(6)} pings/s ${((megabytes / ms) * 1000).toFixed(0).padStart(5)} MB/s` +
      ` ${(objectsMs / ms).toFixed(1).padStart(5)} × JSON.parse and objects\n`,
  );
}
for (const [i, { name }] of contestants.entries()) printSpeed(name, best[i]!);
const compared = results.slice(0, 4);
const original = runOriginal(lines, rounds);
if (typeof original === "string") {
  process.stdout.write(`the original's own Python was not run: ${original}\n`);
} else {
  const ms = original.seconds * 1000;
  printSpeed("the original's own Python", ms);
  process.stdout.write(
    `spans are ${(ms / best[0]!).toFixed(1)} × as fast as the original's own Python, which took ${original.megabytes} MB\n`,
  );
  compared.push(original);
}
process.stdout.write(`counters and names of the span aggregator: ${(spanBytes / 1e6).toFixed(0)} MB\n`);
const shown = (sums: Sums): string => `${sums.cells} ${sums.sum} ${sums.count}`;
if (compared.some((sums) => shown(sums) !== shown(compared[0]!))) {
  throw new Error(`the contestants disagree: ${compared.map(shown).join("; ")}`);
}

// ---- by threads: gzip objects in a folder
const folder = await mkdtemp(join(tmpdir(), "pingframe-bench-"));
try {
  const store = openFolderStore(folder, { durable: false });
  const objects = [];
  for (let i = 0; i < 16; i++) {
    const part = texts.slice(Math.floor((i * count) / 16), Math.floor(((i + 1) * count) / 16));
    const bytes = await compressObject(Buffer.from(`${part.join("\n")}\n`), "gzip", 1);
    await store.write(`part-${i}`, bytes);
    objects.push({ key: `part-${i}`, byteLength: bytes.length });
  }
  for (const threads of [0, 1, 2]) {
    const start = performance.now();
    const cpu = cpuMs();
    const { account } = await aggregateDay({ store, objects }, { ...options, threads });
    const ms = performance.now() - start;
    process.stdout.write(
      `gzip objects, ${threads} threads: ${((account.pings / ms) * 1000).toFixed(0).padStart(6)} pings/s by the clock, ` +
        `${(cpuMs() - cpu).toFixed(0)} ms CPU, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB resident\n`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
