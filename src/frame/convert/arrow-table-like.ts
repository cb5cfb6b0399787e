/**
 * An Arrow table of the package `@uwdata/flechette`, as far as most need it: that package's own
 * declarations ask for a newer compiler than notebooks have. Cast to its `Table` for the rest.
 */
export interface ArrowTableLike {
  readonly numRows: number;
  readonly numCols: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  /** One column. */
  getChild(name: string): ArrowColumnLike;
  /** All columns as arrays. */
  toColumns(): { [name: string]: ArrayLike<unknown> };
  /** All rows as objects. */
  toArray(): object[];
}

/** A column of {@link ArrowTableLike}. */
export interface ArrowColumnLike extends Iterable<unknown> {
  readonly length: number;
  readonly nullCount: number;
  at(row: number): unknown;
  toArray(): ArrayLike<unknown>;
}
