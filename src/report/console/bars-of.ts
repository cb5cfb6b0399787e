/** A bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** The most bars that are worth a line each. */
const MOST = 60;

/**
 * Reads the bars out of the specification that `plotHistogram` and `plotBars` make: bins with
 * counts, or names with values. Gives `null` for other charts and for too many bars.
 */
export function barsOf(spec: unknown): Bar[] | null {
  const [layer] = listOf(memberOf(spec, "layer"));
  const rows = listOf(memberOf(memberOf(layer, "data"), "values"));
  if (rows.length === 0 || rows.length > MOST) return null;
  const mark = memberOf(memberOf(layer, "mark"), "type");
  const [label, size] = mark === "rect" ? ["bin", "count"] : mark === "bar" ? ["name", "value"] : [];
  if (label === undefined || size === undefined) return null;
  const bars: Bar[] = [];
  for (const row of rows) {
    const [name, value] = [memberOf(row, label), memberOf(row, size)];
    if (typeof name !== "string" || typeof value !== "number" || value < 0) return null;
    bars.push({ label: name, value });
  }
  return bars;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
