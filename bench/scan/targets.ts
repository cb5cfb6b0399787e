import type { Format } from "../data/formats.js";

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly mebibytes: number;
  readonly quarterMs?: number;
}

type Results = ReadonlyMap<Format, ReadonlyMap<string, Cost>>;

/** A scan in the calling thread. */
export const OWN = "pingframe, 1 thread";
/** A scan by one worker thread. */
export const ONE = "pingframe, 1 worker";
/** A scan by a worker thread for each core. */
export const ALL = "pingframe, all cores";

/** How much faster two workers are at least than one. */
const scaling: readonly (readonly [format: Format, least: number])[] = [
  ["json-lines", 1.8],
  ["json-lines-gzip", 1.4],
];
/** The formats of which that is asked. */
export const scalingFormats: readonly Format[] = scaling.map(([format]) => format);

/** How often as long as pingframe others may take at least, on one core where they can be held to one. */
const ratios: readonly (readonly [format: Format, name: string, least: number])[] = [
  ["json-lines", "JSON.parse", 11],
  ["json-lines", "DuckDB, 1 thread", 2],
  ["json-lines-gzip", "DuckDB, 1 thread", 1.6],
  ["json-lines-gzip", "JSON.parse", 8],
  [
    "json-lines-zstd",
    "DuckDB, 1 thread",
    "createZstdDecompress" in process.getBuiltinModule("node:zlib") ? 1 : 1 / 1.3,
  ],
  ["heka-split-snappy", "moztelemetry (Python)", 9],
  ["heka-split-snappy", "decode + JSON.parse", 10],
];

/** Compares what was measured with what is aimed at, a line each; what was not measured is left out. */
export function targets(results: Results): string[] {
  const lines: string[] = [];
  const say = (what: string, value: number, unit: string, isMet: boolean, aim: string): void => {
    lines.push(`${isMet ? "met   " : "missed"}  ${what}: ${value.toFixed(2)}${unit}, aim ${aim}`);
  };
  for (const [format, name, least] of ratios) {
    const own = results.get(format)?.get(OWN);
    const other = results.get(format)?.get(name);
    if (own === undefined || other === undefined) continue;
    const ratio = other.wallMs / own.wallMs;
    // On a busy machine this is the surer figure.
    const byCpu = `× (${(other.cpuMs / own.cpuMs).toFixed(2)}× by CPU)`;
    say(`${format}, faster than ${name}`, ratio, byCpu, ratio >= least, `${least.toFixed(2)}×`);
  }
  for (const [format, least] of scaling) {
    const all = grownBy(results.get(format)?.get(ALL));
    for (const name of [ONE, OWN]) {
      const one = grownBy(results.get(format)?.get(name));
      if (one === null || all === null) continue;
      const what = `${format}, all cores over ${name.replace("pingframe, ", "")}, by what the last 3/4 take`;
      say(what, one / all, "×", one / all >= least, `${least}× on two`);
    }
  }
  for (const [format, byName] of results) {
    const own = byName.get(OWN);
    const all = byName.get(ALL);
    const aim = format === "json-lines" ? 100 : 300;
    if (own !== undefined)
      say(`${format}, peak memory of one core`, own.mebibytes, " MiB", own.mebibytes <= aim, `${aim} MiB`);
    if (all !== undefined)
      say(`${format}, peak memory of all cores`, all.mebibytes, " MiB", all.mebibytes <= 300, "300 MiB");
  }
  return lines;
}

/** What three quarters of a lake take beyond the first one: there is no start-up in it. */
function grownBy(cost: Cost | undefined): number | null {
  return cost?.quarterMs === undefined ? null : cost.wallMs - cost.quarterMs;
}
