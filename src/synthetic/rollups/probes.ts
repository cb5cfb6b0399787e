import { histogramBounds } from "../../histogram/index.js";
import type { Random } from "../random.js";

/** A probe of the roll-up lake: how Firefox would define it, and what its values are like. */
export interface RollupProbe {
  readonly name: string;
  readonly kind: "exponential" | "linear" | "enumerated" | "boolean" | "flag" | "count" | "categorical";
  readonly low: number;
  readonly high: number;
  readonly buckets: number;
  /** The value half of the values are below; for kinds without quantities, how likely the choices are decided. */
  readonly median: number;
  readonly description: string;
  readonly labels?: readonly string[];
  /** The keys of a keyed histogram. */
  readonly keys?: readonly string[];
}

/** A histogram as pings carry it. */
export interface RollupHistogram {
  readonly range: readonly [number, number];
  readonly bucket_count: number;
  readonly histogram_type: number;
  readonly values: Readonly<Record<string, number>>;
  readonly sum: number;
}

const TYPES: Readonly<Record<RollupProbe["kind"], number>> = {
  exponential: 0,
  linear: 1,
  enumerated: 1,
  boolean: 2,
  flag: 3,
  count: 4,
  categorical: 5,
};

const times = (
  name: string,
  high: number,
  buckets: number,
  median: number,
  description: string,
): RollupProbe => ({
  name,
  kind: "exponential",
  low: 1,
  high,
  buckets,
  median,
  description,
});

/** The probe with the regression. */
export const gcProbe: RollupProbe = times("GC_MS", 10_000, 50, 18, "Time spent running JS GC (ms)");

const SUBJECTS =
  "HTTP_PAGE_DNS HTTP_SUB_DNS HTTP_PAGE_TLS DISK_CACHE_READ PLACES_QUERY SESSION_RESTORE TAB_SWITCH PAINT_BUILD REFLOW IPC_READ FONT_LOAD VIDEO_DECODE WEBGL_CREATE SEARCH_INIT ADDON_START".split(
    " ",
  );

/** Every probe, in the order in which pings list them. */
export const rollupProbes: readonly RollupProbe[] = [
  gcProbe,
  times("GC_MAX_PAUSE_MS", 1000, 50, 25, "Longest GC slice in a GC (ms)"),
  times("CYCLE_COLLECTOR", 10_000, 50, 9, "Time spent on one cycle collection (ms)"),
  {
    ...times(
      "EVENTLOOP_UI_ACTIVITY_EXP_MS",
      60_000,
      20,
      90,
      "Widget: time it takes for the message before a UI message (ms)",
    ),
    low: 50,
  },
  ...SUBJECTS.map((subject, i) =>
    times(`${subject}_MS`, 30_000, 50, 4 + i * 7, `Time of ${subject.toLowerCase()} (ms)`),
  ),
  {
    name: "MEMORY_USED_PERCENT",
    kind: "linear",
    low: 1,
    high: 100,
    buckets: 51,
    median: 40,
    description: "Share of memory in use",
  },
  {
    name: "HTTP_CACHE_DISPOSITION",
    kind: "enumerated",
    low: 1,
    high: 5,
    buckets: 6,
    median: 1,
    description: "HTTP cache hit, reval, failed-reval, miss",
  },
  {
    name: "UPDATE_CHECK_CODE",
    kind: "enumerated",
    low: 1,
    high: 50,
    buckets: 51,
    median: 6,
    description: "Result codes of update checks",
  },
  {
    name: "PLUGIN_CALLED_DIRECTLY",
    kind: "boolean",
    low: 1,
    high: 2,
    buckets: 3,
    median: 0.3,
    description: "Whether a plugin was called from script",
  },
  {
    name: "SESSION_RESTORE_FAILED",
    kind: "boolean",
    low: 1,
    high: 2,
    buckets: 3,
    median: 0.02,
    description: "Whether a session could not be restored",
  },
  {
    name: "A11Y_INSTANTIATED_FLAG",
    kind: "flag",
    low: 1,
    high: 2,
    buckets: 3,
    median: 0.05,
    description: "Whether accessibility was instantiated",
  },
  {
    name: "UPDATE_PING_COUNT_EXTERNAL",
    kind: "count",
    low: 1,
    high: 2,
    buckets: 3,
    median: 2,
    description: "Update checks started from outside",
  },
  {
    name: "TOP_LEVEL_CONTENT_DOCUMENTS_DESTROYED",
    kind: "count",
    low: 1,
    high: 2,
    buckets: 3,
    median: 40,
    description: "Top-level documents destroyed",
  },
  {
    name: "TAB_OPENED_FROM",
    kind: "categorical",
    low: 1,
    high: 50,
    buckets: 51,
    median: 1,
    labels: ["link", "newtab", "external", "session"],
    description: "What a tab was opened from",
  },
];

/** Every keyed probe. */
export const keyedRollupProbes: readonly RollupProbe[] = [
  {
    name: "SEARCH_COUNTS",
    kind: "count",
    low: 1,
    high: 2,
    buckets: 3,
    median: 3,
    keys: ["google.urlbar", "google.searchbar", "bing.urlbar", "yahoo.contextmenu", "ddg.urlbar"],
    description: "Searches by engine and access point",
  },
  {
    name: "MISBEHAVING_ADDONS_JANK_LEVEL",
    kind: "enumerated",
    low: 1,
    high: 10,
    buckets: 11,
    median: 3,
    keys: Array.from({ length: 40 }, (_, i) => `addon-${i}@example.org`),
    description: "Longest blocking operation performed by an add-on, by the add-on's id (log2 of ms)",
  },
  {
    name: "DEVTOOLS_TOOL_OPENED",
    kind: "boolean",
    low: 1,
    high: 2,
    buckets: 3,
    median: 0.5,
    keys: ["inspector", "console", "debugger", "größen"],
    description: "Whether a tool was opened in a session, by tool",
  },
];

const boundsOf = new Map<RollupProbe, readonly number[]>();

/**
 * Draws a histogram.
 *
 * @param values - How many values it has, where its kind doesn't say that.
 * @param factor - Multiplies the values of histograms of times.
 */
export function drawRollupHistogram(
  probe: RollupProbe,
  values: number,
  factor: number,
  random: Random,
): RollupHistogram {
  const { kind, low, high, buckets, median } = probe;
  const counts = new Map<number, number>();
  let sum = 0;
  const add = (bucket: number, count = 1): void => void counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  if (kind === "count") {
    sum = Math.floor(random.logarithmic(1, median * 6));
    add(0, sum);
    add(1, 0);
  } else if (kind === "flag") {
    add(0, 0);
    add(1);
    add(2, 0);
    sum = 1;
  } else if (kind === "boolean") {
    const yes = random.successes(values, median);
    add(0, values - yes);
    add(1, yes);
    add(2, 0);
    sum = yes;
  } else {
    const bounds =
      boundsOf.get(probe) ?? histogramBounds(kind === "exponential" ? kind : "linear", [low, high], buckets)!;
    boundsOf.set(probe, bounds);
    const most = kind === "categorical" ? (probe.labels?.length ?? 1) : Math.floor(high * 1.5);
    for (let i = 0; i < values; i++) {
      const value = Math.min(most - 1, Math.floor(median * factor * Math.exp(drawNormal(random))));
      let bucket = 0;
      for (let index = bounds.length - 1; index > 0 && bucket === 0; index--)
        if (bounds[index]! <= value) bucket = bounds[index]!;
      add(bucket);
      sum += value;
    }
  }
  const ascending = [...counts].sort(([a], [b]) => a - b).map(([bucket, count]) => [String(bucket), count]);
  return {
    range: [low, high],
    bucket_count: buckets,
    histogram_type: TYPES[kind],
    values: Object.fromEntries(ascending) as Record<string, number>,
    sum,
  };
}

/** A number around 0, most of them within 1: the sum of twelve draws, as good as a normal one here. */
function drawNormal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.unit();
  return sum;
}

/** The definitions of the probes, as Firefox's `Histograms.json` has them. */
export function rollupDefinitions(): string {
  const define = ({
    kind,
    low,
    high,
    buckets,
    description,
    labels,
    keys,
  }: RollupProbe): Record<string, unknown> => ({
    kind,
    expires_in_version: "never",
    description,
    ...(keys ? { keyed: true } : {}),
    ...(kind === "exponential" || kind === "linear" ? { low, high, n_buckets: buckets } : {}),
    ...(kind === "enumerated" ? { n_values: high } : {}),
    ...(labels ? { labels } : {}),
  });
  const all = [...rollupProbes, ...keyedRollupProbes].map((probe) => [probe.name, define(probe)]);
  return `${JSON.stringify(Object.fromEntries(all), null, 1)}\n`;
}
