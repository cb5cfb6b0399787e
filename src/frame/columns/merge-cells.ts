import { Histogram, KeyedHistogram, mergeHistograms, mergeKeyedHistograms } from "../../histogram/index.js";
import type { Column } from "../types.js";
import { columnValues } from "./column-values.js";
import { isAllMissing } from "./is-all-missing.js";
import { shownKind } from "./shown-kind.js";

/**
 * Adds up a column's histograms, missing ones left out; `null` if there are none.
 *
 * @param what - What asks, for the error.
 * @throws {TypeError} If the column holds something else.
 */
export function mergeCells(column: Column, name: string, what: string): Histogram | KeyedHistogram | null {
  if (isAllMissing(column)) return null;
  const cells = [...columnValues(column)].filter((cell) => cell !== null);
  switch (column.kind) {
    case "histogram":
      return new Histogram(mergeHistograms(cells as Histogram[])!);
    case "keyed-histogram":
      return new KeyedHistogram(
        mergeKeyedHistograms((cells as KeyedHistogram[]).map((cell) => cell.toJSON()))!,
      );
    default:
      throw new TypeError(
        `${what} needs histograms, but column ${JSON.stringify(name)} holds ${shownKind(column)} values`,
      );
  }
}
