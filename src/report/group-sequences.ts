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

/**
 * Makes the block that shows groups of sequences, hiding the small ones.
 *
 * @throws {RangeError} If `minGroup` is not a whole number of at least 1.
 */
export function groupSequences(
  groups: Iterable<SequenceGroup>,
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
  for (const { sequence, count } of groups) {
    total += count;
    if (count >= threshold) shown.push({ sequence: [...sequence], count });
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
