import { Frame } from "../frame/index.js";
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
 * @throws {TypeError} If the sequences of a frame hold identifiers.
 */
export function groupSequences(
  groups: Iterable<CountedSequence> | Frame<CountedSequence>,
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
  for (const { sequence, count } of groups instanceof Frame ? rowsOf(groups) : groups) {
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

function rowsOf(groups: Frame<CountedSequence>): CountedSequence[] {
  const column = groups.data.get("sequence");
  if (column !== undefined && "holdsIds" in column && column.holdsIds === true) {
    throw new TypeError(
      "sequences hold identifiers, which a report can't show; make sequences of another column",
    );
  }
  return groups.toObjects();
}
