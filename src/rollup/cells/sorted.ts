import type { AggregateCells, CellKey, Series } from "./aggregate-cells.js";

/** Compares texts by their code units, which is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares keys by channel, version, build, submission date, dimensions and client. */
export function compareKeys(a: CellKey, b: CellKey): number {
  return (
    compareText(a.channel, b.channel) ||
    compareText(a.version, b.version) ||
    compareText(a.buildDate, b.buildDate) ||
    compareText(a.submissionDate, b.submissionDate) ||
    compareValues(a.values, b.values) ||
    compareText(a.client, b.client)
  );
}

/** Compares series by metric, label, process and layout. */
export function compareSeries(a: Series, b: Series): number {
  return (
    compareText(a.metric, b.metric) ||
    compareText(a.label, b.label) ||
    compareText(a.process, b.process) ||
    compareText(a.layout.id, b.layout.id)
  );
}

/** Each series' place among all, sorted. */
export function seriesRanks({ series }: AggregateCells): Uint32Array {
  const order = Array.from(series.keys()).sort((a, b) => compareSeries(series[a]!, series[b]!));
  const ranks = new Uint32Array(series.length);
  order.forEach((id, rank) => {
    ranks[id] = rank;
  });
  return ranks;
}

function compareValues(a: CellKey["values"], b: CellKey["values"]): number {
  for (let i = 0; i < a.length; i++) {
    const compared = compareText(String(a[i]), String(b[i]));
    if (compared !== 0) return compared;
  }
  return 0;
}
