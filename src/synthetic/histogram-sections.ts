import { type HistogramKind, histogramBounds } from "../histogram/index.js";
import type { Random } from "./random.js";

/** What a probe records. */
interface Probe {
  readonly name: string;
  readonly kind: HistogramKind;
  readonly range: readonly [number, number];
  readonly bucketCount: number;
  readonly bounds: readonly number[];
}

/** A histogram as pings carry it. */
export interface RawHistogram {
  readonly range: readonly [number, number];
  readonly bucket_count: number;
  readonly histogram_type: number;
  readonly values: Readonly<Record<string, number>>;
  readonly sum: number;
}

const TYPE_NUMBERS: Partial<Record<HistogramKind, number>> = {
  exponential: 0,
  linear: 1,
  boolean: 2,
  flag: 3,
  count: 4,
};
const SUBJECTS =
  "GC CYCLE_COLLECTOR TAB_SWITCH HTTP_PAGE HTTP_SUB DISK_CACHE DNS_LOOKUP TLS_HANDSHAKE PAINT REFLOW IPC_MESSAGE PLACES SEARCH_SERVICE SESSION_RESTORE STARTUP SHUTDOWN_PHASE ADDON_MANAGER UPDATE_CHECK WEBGL CANVAS FONT_LOAD VIDEO_DECODE AUDIO_STREAM PLUGIN_HANG CONTENT_PROCESS SPELLCHECK PRINT CLIPBOARD PERMISSION SAFE_BROWSING".split(
    " ",
  );
const MEASURES: readonly (readonly [string, HistogramKind, readonly [number, number], number])[] = [
  ["MS", "exponential", [1, 10_000], 50],
  ["TOTAL_MS", "exponential", [1, 60_000], 100],
  ["SIZE_KB", "exponential", [1, 8_000_000], 20],
  ["COUNT", "count", [1, 2], 3],
  ["SUCCESS", "boolean", [1, 2], 3],
  ["USED", "flag", [1, 2], 3],
  ["REASON", "linear", [1, 20], 21],
  ["PERCENT", "linear", [1, 100], 51],
];

/** The probes that exist; the same in every lake. */
const PROBES: readonly Probe[] = SUBJECTS.flatMap((subject) =>
  MEASURES.map(([measure, kind, range, bucketCount]): Probe => {
    const bounds = histogramBounds(kind, range, bucketCount) ?? [0];
    return { name: `${subject}_${measure}`, kind, range, bucketCount, bounds };
  }),
);
const KEYED: readonly Probe[] = PROBES.filter((_, i) => i % 7 === 3).map((probe) => ({
  ...probe,
  name: `${probe.name}_BY_KIND`,
}));
const KEYS: readonly string[] = [
  "google.urlbar",
  "bing.searchbar",
  "yahoo.contextmenu",
  "PBrowser::Msg_SynthMouseMove",
  "PContent::Msg_AsyncMessage",
  "screenshots@mozilla.org",
  "{d10d0bf8-f5b5-c8b4-a8b2-2b9879e08c5d}",
  "chrome://browser/content/tabbrowser.xml:312",
  "https://addons/with/slashes",
  "größer als",
  "日本語",
  'with "quotes" and \\ backslash',
];

/** Draws some probes' histograms, by name. */
export function drawHistograms(share: number, random: Random): Record<string, RawHistogram> {
  const histograms: Record<string, RawHistogram> = {};
  for (const probe of PROBES) if (random.chance(share)) histograms[probe.name] = drawHistogram(probe, random);
  return histograms;
}

/** Draws some probes' keyed histograms, by name and key. */
export function drawKeyedHistograms(
  share: number,
  random: Random,
): Record<string, Record<string, RawHistogram>> {
  const histograms: Record<string, Record<string, RawHistogram>> = {};
  for (const probe of KEYED) {
    if (!random.chance(share)) continue;
    const byKey: Record<string, RawHistogram> = {};
    for (let i = random.integer(1, 5); i > 0; i--) byKey[random.pick(KEYS)] = drawHistogram(probe, random);
    histograms[probe.name] = byKey;
  }
  return histograms;
}

function drawHistogram(probe: Probe, random: Random): RawHistogram {
  const values: Record<string, number> = {};
  let sum = 0;
  const { bounds } = probe;
  if (probe.kind === "count") {
    sum = Math.floor(random.logarithmic(1, 3000));
    values["0"] = sum;
    values["1"] = 0;
  } else if (probe.kind === "flag") {
    values["0"] = 0;
    values["1"] = 1;
    values["2"] = 0;
    sum = 1;
  } else if (probe.kind === "boolean") {
    values["0"] = random.integer(0, 60);
    values["1"] = random.integer(0, 90);
    values["2"] = 0;
    sum = values["1"];
  } else {
    const filled = 1 + Math.floor(random.unit() ** 2 * Math.min(25, bounds.length - 2));
    const start = random.integer(0, bounds.length - 1 - filled);
    // Firefox writes an empty bucket before and after the filled ones.
    if (start > 0) values[String(bounds[start - 1])] = 0;
    for (let i = start; i < start + filled; i++) {
      const count = Math.floor(random.logarithmic(1, 2000));
      const width = bounds[i + 1]! - bounds[i]!;
      values[String(bounds[i])] = count;
      sum += count * bounds[i]! + Math.floor(count * (width - 1) * random.unit());
    }
    values[String(bounds[start + filled])] = 0;
  }
  return {
    range: probe.range,
    bucket_count: probe.bucketCount,
    histogram_type: TYPE_NUMBERS[probe.kind] ?? 1,
    values,
    sum,
  };
}
