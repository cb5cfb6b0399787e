import { histogramPath } from "./histogram-path.js";
import type { PropertySpec } from "./property-spec.js";

/** Everything that the reader of a histogram looks at in a ping. */
export interface HistogramPaths {
  /** The probe, or its label, in the parent process or in the one process that is asked for. */
  readonly own: readonly string[];
  /** Where `processes` and `childPayloads` lie, and what is read of each of their members; null for one process. */
  readonly others: { readonly container: readonly string[]; readonly below: readonly string[] } | null;
}

/**
 * Tells where {@link readProperty} finds a histogram, or a keyed one; `null` for other properties.
 *
 * @example
 * const [spec] = parseProperties(["payload/histograms/GC_MS"]);
 * histogramPaths(spec)?.others?.below; // ["histograms", "GC_MS"]
 */
export function histogramPaths(spec: PropertySpec): HistogramPaths | null {
  if (spec.kind !== "histogram" && spec.kind !== "keyed-histogram") return null;
  const at = histogramPath(spec.path);
  if (at?.probe === undefined) return null;
  const { container, section, probe, label } = at;
  const below = [section, probe, ...(label === undefined ? [] : [label])];
  const own = [...container, ...below];
  return { own, others: at.isOneProcess ? null : { container, below } };
}
