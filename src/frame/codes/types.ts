/**
 * Cells as small whole numbers: equal cells have equal codes, and codes are given by first appearance,
 * so code 0 is the first row's. Missing is a value of its own here.
 */
export interface Codes {
  /** A code per row. */
  readonly codes: Int32Array;
  /** The row in which each code appears first; ascending. Its length is the number of codes. */
  readonly first: Int32Array;
}
