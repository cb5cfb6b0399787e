/** 2^32: exact integers are kept as two words, and fractions in units of 2^-32. */
export const WORD: number = 2 ** 32;
/** The largest count or sum: 2^63 − 1, as PostgreSQL's bigint. Sums that reach it have overflowed. */
export const MAX_INT64: bigint = 2n ** 63n - 1n;

/** A value from 0 on as a whole part and units of 2^-32. */
export interface ExactValue {
  readonly whole: number | bigint;
  readonly fraction: number;
}

/**
 * Reads a whole number as Python reads JSON: booleans are 0 and 1. A number with an empty fraction, such as 5.0, is whole.
 *
 * @returns Null for anything else.
 */
export function wholeNumber(value: unknown): number | bigint | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return value;
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/** Whether a whole number from 0 on fits into 63 bits. */
export function fits(value: number | bigint): boolean {
  return typeof value === "number" ? value < 2 ** 63 : value < MAX_INT64;
}

/** Splits a number from 0 to 2^63; the fraction is rounded to the nearest unit. */
export function exactValue(value: number | bigint): ExactValue {
  if (typeof value === "bigint") return { whole: value, fraction: 0 };
  const whole = Math.floor(value);
  const fraction = Math.round((value - whole) * WORD);
  return fraction === WORD ? { whole: whole + 1, fraction: 0 } : { whole, fraction };
}
