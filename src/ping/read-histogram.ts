import {
  type HistogramData,
  type KeyedHistogramData,
  mergeHistograms,
  parseHistogram,
} from "../histogram/index.js";
import { histogramPath } from "./histogram-path.js";
import { own } from "./own.js";
import type { PropertySpec } from "./property-spec.js";

type Section = "histograms" | "keyedHistograms";
/** Collects the raw values of one probe, one for each process that has it. */
type Collector = (ping: unknown) => unknown[];

/** Makes the reader of a histogram, or of one label of a keyed one. */
export function readHistogram(
  path: readonly string[],
  process: PropertySpec["process"],
): (ping: unknown) => HistogramData | null {
  const label = histogramPath(path)?.label;
  const collect = collector(path, process);
  return (ping) => {
    const raws = collect(ping);
    return mergeRaw(label === undefined ? raws : raws.map((labels) => own(labels, label)));
  };
}

/** Makes the reader of all labels of a keyed histogram. */
export function readKeyedHistogram(
  path: readonly string[],
  process: PropertySpec["process"],
): (ping: unknown) => KeyedHistogramData | null {
  const collect = collector(path, process);
  return (ping) => {
    const byLabel = new Map<string, unknown[]>();
    for (const labels of collect(ping)) {
      if (typeof labels !== "object" || labels === null || Array.isArray(labels)) continue;
      for (const [label, raw] of Object.entries(labels)) {
        const raws = byLabel.get(label);
        if (raws === undefined) byLabel.set(label, [raw]);
        else raws.push(raw);
      }
    }
    const merged: { [label: string]: HistogramData } = Object.create(null);
    for (const [label, raws] of byLabel) {
      const histogram = mergeRaw(raws);
      if (histogram !== null) merged[label] = histogram;
    }
    for (const _ in merged) return merged;
    return null;
  };
}

function mergeRaw(raws: readonly unknown[]): HistogramData | null {
  const parsed: HistogramData[] = [];
  for (const raw of raws) {
    const histogram = raw === undefined ? null : parseHistogram(raw);
    if (histogram !== null) parsed.push(histogram);
  }
  return parsed.length === 1 ? (parsed[0] as HistogramData) : mergeHistograms(parsed);
}

function collector(path: readonly string[], process: PropertySpec["process"]): Collector {
  const at = histogramPath(path);
  if (at?.probe === undefined) return () => [];
  const { container, section, probe, isOneProcess } = at;
  const walk = (ping: unknown): unknown => container.reduce(own, ping);
  if (isOneProcess) return (ping) => [probeOf(walk(ping), section, probe)];
  const takesParent = process !== "children";
  const takesChildren = process !== "parent";
  return (ping) => {
    const payload = walk(ping);
    const raws: unknown[] = [];
    if (takesParent) raws.push(probeOf(payload, section, probe));
    const processes = own(payload, "processes");
    if (typeof processes === "object" && processes !== null && !Array.isArray(processes)) {
      for (const [name, data] of Object.entries(processes)) {
        if (name === "parent" ? takesParent : takesChildren) raws.push(probeOf(data, section, probe));
      }
    }
    const children = own(payload, "childPayloads");
    // Heka wrote empty arrays as `{}`.
    if (takesChildren && Array.isArray(children)) {
      for (const child of children) raws.push(probeOf(child, section, probe));
    }
    return raws;
  };
}

function probeOf(container: unknown, section: Section, probe: string): unknown {
  return own(own(container, section), probe);
}
