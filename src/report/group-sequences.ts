import { columnValues, holdsIds, type Table } from "../frame/index.js";
import type { SequenceGroup, SequencesBlock } from "./types.js";

/** Options of sequences in a report. */
export interface SequencesOptions {
  readonly title?: string;
  readonly caption?: string;
  /** What is counted. @defaultValue "clients" */
  readonly unit?: string;
  /** Groups of fewer are hidden, for a rare sequence can single out a client. @defaultValue 5 */
  readonly minGroup?: number;
  /** Whether the data is made up, so that nothing need be hidden. @defaultValue false */
  readonly isSynthetic?: boolean;
}

/** A sequence and how often it occurs, as `countBy("sequence")` of a frame's sequences gives it. */
export interface CountedSequence {
  /** Missing values are shown as such. */
  readonly sequence: readonly (string | null)[];
  readonly count: number;
}

/**
 * Makes the block that shows groups of sequences, hiding the small ones.
 *
 * @throws {RangeError} If `minGroup` is not a whole number of at least 1.
 * @throws {TypeError} If a frame has no columns `sequence` and `count`, or its sequences hold identifiers.
 */
export function groupSequences(
  groups: Iterable<CountedSequence> | Table,
  options: SequencesOptions = {},
): SequencesBlock {
  const { minGroup = 5, isSynthetic = false } = options;
  if (!Number.isSafeInteger(minGroup) || minGroup < 1) {
    throw new RangeError(`minGroup must be a whole number of at least 1, got ${minGroup}`);
  }
  const threshold = isSynthetic ? 1 : minGroup;
  const shown: SequenceGroup[] = [];
  const hidden = { groups: 0, total: 0 };
  let total = 0;
  for (const { sequence, count } of "data" in groups ? rowsOf(groups) : groups) {
    total += count;
    if (count >= threshold) shown.push({ sequence: sequence.map((item) => item ?? "(missing)"), count });
    else {
      hidden.groups++;
      hidden.total += count;
    }
  }
  return {
    type: "sequences",
    title: options.title ?? null,
    caption: options.caption ?? null,
    unit: options.unit ?? "clients",
    groups: shown,
    total,
    minGroup: threshold,
    hidden,
  };
}

function* rowsOf({ data }: Table): Iterable<CountedSequence> {
  const [sequences, counts] = [data.get("sequence"), data.get("count")];
  if (sequences?.kind !== "list" || counts?.kind !== "f64") {
    throw new TypeError(
      `sequences need columns "sequence" and "count", got ${JSON.stringify([...data.keys()])}; use countBy("sequence")`,
    );
  }
  if (holdsIds(sequences)) {
    throw new TypeError("sequences hold identifiers, which a report can't show; make them of another column");
  }
  const count = columnValues(counts);
  for (const sequence of columnValues(sequences)) {
    yield { sequence: sequence as (string | null)[], count: count.next().value as number };
  }
}
