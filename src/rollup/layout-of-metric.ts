import type { Definitions } from "./definitions.js";
import type { DropReason } from "./drops.js";
import { layoutOfPing, valueLayouts } from "./metric-layout.js";
import type { ObservedShape } from "./observation.js";
import type { MetricLayout } from "./types.js";

/**
 * Finds the layout of a metric: by its definition where there are definitions, else by what the ping says.
 *
 * @returns The layout, or why there is none.
 */
export function layoutOfMetric(
  metric: string,
  shape: ObservedShape,
  definitions: Definitions | undefined,
): MetricLayout | DropReason {
  if (shape.is === "value" && (shape.of !== "count" || definitions === undefined))
    return valueLayouts[shape.of];
  if (definitions !== undefined) return definitions.find(metric)?.layout ?? "unknown-metric";
  if (shape.is === "value") return "unknown-layout";
  return layoutOfPing(shape.type, shape.range, shape.bucketCount) ?? "unknown-layout";
}
