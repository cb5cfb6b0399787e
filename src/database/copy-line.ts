import type { MergeRow } from "./types.js";

/** Writes one row of the staging table as COPY reads it. */
export function copyLine(partition: number, layout: number, row: MergeRow): string {
  const dimensions = JSON.stringify(sorted(row.dimensions)).replaceAll("\\", "\\\\");
  const weights = row.clientHistogram;
  const clients = weights?.some((weight) => weight !== 0n) ? `{${weights.join(",")}}` : "\\N";
  return `${partition}\t${layout}\t${dimensions}\t{${row.histogram.join(",")}}\t${clients}\n`;
}

/** Members by name, so that the same day is the same bytes. */
function sorted(dimensions: MergeRow["dimensions"]): MergeRow["dimensions"] {
  return Object.fromEntries(Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
