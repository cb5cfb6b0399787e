/** A bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** The most bars that are worth a line each. */
const MOST = 40;

/**
 * Reads the bars out of a Vega-Lite specification with values of its own, or `null` where it has
 * none, too many, or something else than one bar per value.
 */
export function barsOf(spec: unknown): Bar[] | null {
  const plot = spec as {
    mark?: unknown;
    encoding?: Record<string, { field?: unknown } | undefined>;
    data?: { values?: unknown };
  } | null;
  const mark =
    typeof plot?.mark === "object" && plot.mark !== null
      ? (plot.mark as { type?: unknown }).type
      : plot?.mark;
  const values = plot?.data?.values;
  if (mark !== "bar" || !Array.isArray(values) || values.length === 0 || values.length > MOST) return null;
  const labels = plot?.encoding?.["x"]?.field;
  const sizes = plot?.encoding?.["y"]?.field;
  const bars: Bar[] = [];
  for (const row of values as Record<string, unknown>[]) {
    const [x, y] = [row[String(labels)], row[String(sizes)]];
    const [label, value] = typeof y === "number" ? [x, y] : [y, x];
    if (typeof value !== "number" || value < 0 || (typeof label !== "string" && typeof label !== "number"))
      return null;
    bars.push({ label: String(label), value });
  }
  return bars;
}
