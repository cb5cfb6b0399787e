import type { Format } from "../data/formats.js";

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly mebibytes: number;
  readonly startMs: number;
}

type Results = ReadonlyMap<Format, ReadonlyMap<string, Cost>>;

const OWN = "pingframe, 1 thread";
const ALL = "pingframe, all cores";

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
  for (const [format, least] of [
    ["json-lines", 1.8],
    ["json-lines-gzip", 1.4],
  ] as const) {
    const one = results.get(format)?.get(OWN);
    const all = results.get(format)?.get(ALL);
    if (one === undefined || all === undefined) continue;
    const ratio = (one.wallMs - one.startMs) / (all.wallMs - all.startMs);
    say(`${format}, all cores over one, without start-up`, ratio, "×", ratio >= least, `${least}× on two`);
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
