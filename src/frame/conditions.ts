/**
 * What a cell must be, for {@link Frame.where}: a value, a list of values, or a function of the value.
 * The function is not called for missing values, which so never pass; `null` asks for them, and so does
 * {@link isMissing}, the one function that they meet. Lists and objects are compared by content.
 */
export type Condition<Value> =
  | Value
  | readonly Value[]
  | null
  | ((value: Exclude<Value, null | undefined>) => boolean);

/** A comparison with numbers, bigints too: false for `null`, `undefined` and NaN. */
export type NumberComparison = (value: number | bigint | null | undefined) => boolean;
/** A comparison with strings, by UTF-16 code units: false for `null` and `undefined`. */
export type TextComparison = (value: string | null | undefined) => boolean;

type Comparable = number | bigint | string;

/**
 * Makes a comparison: is a value at most a limit? False for missing values, where `null <= 1800` would
 * be true, and for values of another type.
 *
 * @example
 * const isShort = atMost(1800);
 * isShort(1800); // true
 * isShort(null); // false
 */
export function atMost(limit: number | bigint): NumberComparison;
export function atMost(limit: string): TextComparison;
export function atMost(limit: Comparable): (value: Comparable | null | undefined) => boolean {
  return (value) => isComparable(value, limit) && value <= limit;
}

/**
 * Makes a comparison: is a value at least a limit? False for missing values.
 *
 * @example
 * [1, 1800, 1801, null].map(atLeast(1800)); // [false, true, true, false]
 */
export function atLeast(limit: number | bigint): NumberComparison;
export function atLeast(limit: string): TextComparison;
export function atLeast(limit: Comparable): (value: Comparable | null | undefined) => boolean {
  return (value) => isComparable(value, limit) && value >= limit;
}

/**
 * Makes a comparison: is a value less than a limit? False for missing values.
 *
 * @example
 * [1, 1800, 1801, null].map(lessThan(1800)); // [true, false, false, false]
 */
export function lessThan(limit: number | bigint): NumberComparison;
export function lessThan(limit: string): TextComparison;
export function lessThan(limit: Comparable): (value: Comparable | null | undefined) => boolean {
  return (value) => isComparable(value, limit) && value < limit;
}

/**
 * Makes a comparison: is a value more than a limit? False for missing values.
 *
 * @example
 * [1, 1800, 1801, null].map(moreThan(1800)); // [false, false, true, false]
 */
export function moreThan(limit: number | bigint): NumberComparison;
export function moreThan(limit: string): TextComparison;
export function moreThan(limit: Comparable): (value: Comparable | null | undefined) => boolean {
  return (value) => isComparable(value, limit) && value > limit;
}

/**
 * Makes a comparison: is a value at least `start` and less than `end`? False for missing values.
 *
 * @example
 * [1, 1800, 1801, null].map(inRange(0, 1800)); // [true, false, false, false]
 */
export function inRange(start: number | bigint, end: number | bigint): NumberComparison;
export function inRange(start: string, end: string): TextComparison;
export function inRange(
  start: Comparable,
  end: Comparable,
): (value: Comparable | null | undefined) => boolean {
  return (value) => isComparable(value, start) && isComparable(value, end) && value >= start && value < end;
}

/**
 * Whether a value is missing: `null` or `undefined`. NaN is not. As a condition of {@link Frame.where} it
 * asks for the missing cells, as `null` does.
 *
 * @example
 * const frame = Frame.fromColumns({ age: [3, null] });
 * frame.where({ age: isMissing }).length; // 1
 */
export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Comparing a string with a number would turn one into the other; missing compares with nothing. */
function isComparable(value: unknown, limit: Comparable): value is Comparable {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  return typeof limit === "string" ? typeof value === "string" : isNumber;
}
