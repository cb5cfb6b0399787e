import { bucketOf } from "../../src/histogram/index.js";
import { countLayout, scalarLayout, simpleLayout } from "../../src/rollup/metric-layout.js";

/** What is summed of a metric, label and process. */
export interface Entry {
  sum: number;
  count: number;
  histogram: Record<string, number>;
}

// biome-ignore lint/suspicious/noExplicitAny: a user's script has no types for pings either
export type Any = any;

/** Adds a ping to a state by metric, label and process, as the original does. */
export function stateOf(document: Any, state: Map<string, Entry>): Map<string, Entry> {
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
/** What the original tells aggregates apart by. */
export const keyOf = ({ application, environment, meta }: Any): string =>
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
