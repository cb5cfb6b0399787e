// Aggregates synthetic main pings of Firefox's size: the span aggregator, the same with documents, JSON.parse with objects,
// and the original's way restated (a state of each ping by key and metric, states then merged two by two), in one run, by CPU
// time; then a folder of them by threads. Prints a table; all must agree.
// The pings are given several times over, as a day has hundreds of values for each aggregate, and a sample few.
//   node --expose-gc dist/bench/rollup.js [PINGS [REPEATS [ROUNDS]]]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compressObject, type RecordCells, readRecords } from "../src/decode/index.js";
import { bucketOf, histogramBounds } from "../src/histogram/index.js";
import { aggregateDay, head, type PartialAggregate } from "../src/rollup/index.js";
import { countLayout, scalarLayout, simpleLayout } from "../src/rollup/metric-layout.js";
import { PingAggregator } from "../src/rollup/ping-aggregator.js";
import { openFolderStore } from "../src/store/index.js";

const different = Number(process.argv[2] ?? 400);
const repeats = Number(process.argv[3] ?? 4);
const rounds = Number(process.argv[4] ?? 3);
const count = different * repeats;
const day = "20170601";

let state = 7;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const whole = (below: number): number => Math.floor(random() * below);
const pick = <T>(list: readonly T[]): T => list[whole(list.length)]!;

// ---- pings: names, sizes and order much as Firefox writes them
const words =
  "GC CYCLE TAB HTTP CACHE DISK MEMORY PAINT REFLOW IPC PLUGIN SEARCH PLACES DNS TLS VIDEO WEBGL FONT SESSION".split(
    " ",
  );
const nameOf = (i: number): string =>
  `${words[i % 19]}_${words[(i * 7) % 17]}_${words[(i * 5 + 3) % 13]}_${i.toString(36).toUpperCase()}`;
const kinds = [0, 0, 0, 1, 1, 2, 3, 4] as const;
const probes = Array.from({ length: 560 }, (_, i) => {
  const type = kinds[i % 8]!;
  const [range, buckets]: [[number, number], number] =
    type === 0
      ? [[1, pick([1000, 10_000, 60_000])], pick([20, 50, 100])]
      : type === 1
        ? [[1, 50], 51]
        : [[1, 2], 3];
  const bounds = histogramBounds(type === 0 ? "exponential" : "linear", range, buckets)!;
  return { name: nameOf(i), type, range, buckets, bounds };
});
const keyedNames = Array.from({ length: 60 }, (_, i) => ({
  name: `${nameOf(i)}_KEYED`,
  probe: probes[(i * 3) % 560]!,
}));
const labels = Array.from({ length: 400 }, (_, i) => `label-${i.toString(36)}@example.org`);
const scalarNames = Array.from({ length: 60 }, (_, i) => `browser.area${i % 9}.count_${i.toString(36)}`);

function histogram({ type, range, buckets, bounds }: (typeof probes)[number]): object {
  const values: Record<string, number> = {};
  let sum = 0;
  if (type > 1) {
    sum = whole(50);
    values["0"] = sum;
    values["1"] = type === 4 ? 0 : whole(9);
  } else {
    const filled = 1 + Math.floor(random() ** 2 * 14);
    const first = whole(Math.max(1, bounds.length - filled - 2));
    for (let i = first; i < first + filled; i++) {
      const n = 1 + whole(90);
      values[bounds[i]!] = n;
      sum += n * bounds[i]!;
    }
    values[bounds[first + filled]!] = 0;
  }
  return { range, bucket_count: buckets, histogram_type: type, values, sum };
}
function section(share: number): object {
  return {
    histograms: Object.fromEntries(
      probes.filter(() => random() < share).map((probe) => [probe.name, histogram(probe)]),
    ),
    keyedHistograms: Object.fromEntries(
      keyedNames
        .filter(() => random() < share)
        .map(({ name, probe }) => [
          name,
          Object.fromEntries(
            Array.from({ length: 1 + whole(4) }, () => [
              labels[Math.floor(random() ** 2 * 400)],
              histogram(probe),
            ]),
          ),
        ]),
    ),
  };
}
const scalars = (): object =>
  Object.fromEntries(scalarNames.filter(() => random() < 0.5).map((name) => [name, whole(5000)]));
function ping(i: number): string {
  const { histograms, keyedHistograms } = section(0.45) as Record<string, object>;
  const hangs = Array.from({ length: 60 }, (_, n) => ({
    name: `Gecko${n}`,
    activity: { counts: { 0: whole(9), 1: whole(9) } },
    hangs: [],
  }));
  return JSON.stringify({
    type: "main",
    id: `id-${i}`,
    version: 4,
    application: {
      architecture: "x86-64",
      buildId: `201705${pick(["29", "30", "31"])}030205`,
      name: "Firefox",
      version: "55.0a1",
      channel: pick(["nightly", "nightly", "beta"]),
    },
    payload: {
      ver: 4,
      simpleMeasurements: {
        main: whole(900),
        uptime: whole(3000),
        firstPaint: whole(9000),
        js: { a: whole(9), b: whole(99) },
        left: "text",
      },
      histograms,
      keyedHistograms,
      processes: {
        parent: { scalars: scalars(), keyedScalars: { "a.b": { x: whole(9), y: whole(9) } } },
        content: { ...section(0.3), scalars: scalars() },
      },
      threadHangStats: hangs,
      log: Array.from({ length: 90 }, (_, n) => [
        "EVENT_NAME",
        n * 1000,
        whole(99_999),
        "some text that nobody sums",
      ]),
    },
    clientId: `client-${i % 300}`,
    environment: {
      settings: { e10sEnabled: true, locale: "en-US" },
      system: { os: { name: pick(["Windows_NT", "Darwin", "Linux"]), version: pick(["6.1", "10.0"]) } },
      addons: {
        activeAddons: Object.fromEntries(
          labels.slice(0, 30).map((name) => [name, { version: "1.0", type: "extension", scope: 1 }]),
        ),
      },
    },
    meta: { submissionDate: day, docType: "main", sampleId: i % 100, documentId: `id-${i}` },
  });
}
const once = Array.from({ length: different }, (_, i) => ping(i));
const texts = Array.from({ length: repeats }, () => once).flat();
const lines = Buffer.from(`${texts.join("\n")}\n`);

// ---- the contestants
interface Sums {
  readonly cells: number;
  readonly sum: bigint;
  readonly count: bigint;
}
interface Entry {
  sum: number;
  count: number;
  histogram: Record<string, number>;
}
const options = { profile: head, submissionDate: day };

// biome-ignore lint/suspicious/noExplicitAny: a user's script has no types for pings either
type Any = any;

/** What one ping adds, as the original computes it: a state by metric, label and process. */
function stateOf(document: Any, state: Map<string, Entry>): Map<string, Entry> {
  const entry = (key: string): Entry => {
    let found = state.get(key);
    if (found === undefined) {
      found = { sum: 0, count: 0, histogram: {} };
      state.set(key, found);
    }
    return found;
  };
  const value = (
    metric: string,
    label: string,
    process: string,
    v: unknown,
    bounds: readonly number[],
  ): void => {
    if (typeof v !== "number" || v < 0) return;
    const e = entry(`${metric}\0${label}\0${process}`);
    e.sum += v;
    e.count += 1;
    const bucket = bounds[bucketOf(bounds, v)]!;
    e.histogram[bucket] = (e.histogram[bucket] ?? 0) + 1;
  };
  const one = (name: string, label: string, h: Any, process: string): void => {
    if (typeof h !== "object" || h === null || !Number.isInteger(h.sum) || h.sum < 0) return;
    if (h.histogram_type === 4) {
      value(`[[COUNT]]_${name}`, label, process, h.sum, countLayout.bounds);
      return;
    }
    const e = entry(`${name}\0${label}\0${process}`);
    e.sum += h.sum;
    e.count += 1;
    for (const bucket in h.values) e.histogram[bucket] = (e.histogram[bucket] ?? 0) + h.values[bucket];
  };
  const histograms = (part: Any, process: string): void => {
    for (const name in part.histograms) one(name, "", part.histograms[name], process);
    for (const name in part.keyedHistograms) {
      for (const label in part.keyedHistograms[name])
        one(name, label, part.keyedHistograms[name][label], process);
    }
  };
  const { payload } = document;
  for (const process of ["parent", "content", "gpu"]) {
    const part = payload.processes[process];
    if (part === undefined) continue;
    for (const name in part.scalars)
      value(`SCALARS_${name.toUpperCase()}`, "", process, part.scalars[name], scalarLayout.bounds);
    for (const name in part.keyedScalars) {
      for (const key in part.keyedScalars[name]) {
        value(
          `SCALARS_${name.toUpperCase()}`,
          key.toUpperCase(),
          process,
          part.keyedScalars[name][key],
          scalarLayout.bounds,
        );
      }
    }
    if (process !== "parent") histograms(part, process);
  }
  histograms(payload, "parent");
  for (const name in payload.simpleMeasurements) {
    const v = payload.simpleMeasurements[name];
    const metric = `SIMPLE_MEASURES_${name.toUpperCase()}`;
    if (typeof v === "number") value(metric, "", "parent", v, simpleLayout.bounds);
    else if (typeof v === "object") {
      for (const part in v)
        value(`${metric}_${part.toUpperCase()}`, "", "parent", v[part], simpleLayout.bounds);
    }
  }
  return state;
}
const keyOf = ({ application, environment, meta }: Any): string =>
  [
    meta.submissionDate,
    application.channel,
    application.version.split(".")[0],
    application.buildId.slice(0, 8),
    application.name,
    application.architecture,
    environment.system.os.name,
    environment.system.os.name === "Linux"
      ? environment.system.os.version.slice(0, 3)
      : environment.system.os.version,
  ].join("|");
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
        for (let at = 0; at < lines.length; at += 1 << 20) yield lines.subarray(at, at + (1 << 20));
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
      for (const text of texts) aggregator.add(JSON.parse(text) as Record<string, unknown>);
      return () => partialSums(aggregator.take());
    },
  },
  {
    name: "JSON.parse and objects",
    run: async () => {
      const aggregates = new Map<string, Map<string, Entry>>();
      for (const text of texts) {
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
      for (const text of texts) {
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
      for (const text of texts) n += (JSON.parse(text) as { version: number }).version;
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
const objectsAt = contestants.findIndex(({ name }) => name === "JSON.parse and objects");
for (const [i, { name }] of contestants.entries()) {
  const perSecond = (count / best[i]!) * 1000;
  process.stdout.write(
    `${name.padEnd(26)} ${perSecond.toFixed(0).padStart(6)} pings/s ${((megabytes / best[i]!) * 1000).toFixed(0).padStart(5)} MB/s` +
      ` ${(best[objectsAt]! / best[i]!).toFixed(1).padStart(5)} × JSON.parse and objects\n`,
  );
}
process.stdout.write(`counters and names of the span aggregator: ${(spanBytes / 1e6).toFixed(0)} MB\n`);
const shown = (sums: Sums): string => `${sums.cells} ${sums.sum} ${sums.count}`;
if (results.slice(0, 4).some((sums) => shown(sums) !== shown(results[0]!))) {
  throw new Error(`the contestants disagree: ${results.map(shown).join("; ")}`);
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
