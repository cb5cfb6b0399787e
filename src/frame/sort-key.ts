/** A column to order by, from the largest value down. Made by {@link desc}. */
export interface Descending<Name extends string = string> {
  readonly desc: Name;
}

/** What rows can be ordered by: a column's name, smallest first, or {@link desc} of one. */
export type SortKey<Name extends string = string> = Name | Descending<Name>;

/**
 * Orders by a column from its largest value down. Missing values still come last.
 *
 * @example
 * const frame = Frame.fromObjects([{ n: 1 }, { n: 2 }]);
 * frame.orderBy(desc("n")).toObjects(); // [{ n: 2 }, { n: 1 }]
 */
export function desc<Name extends string>(name: Name): Descending<Name> {
  return { desc: name };
}
