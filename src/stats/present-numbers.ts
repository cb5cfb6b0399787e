/** Numbers as the statistics take them: anything that can be iterated, missing ones as null or undefined. */
export type Numbers = Iterable<number | null | undefined>;

/** The numbers among some values, and how many had none. */
export interface PresentNumbers {
  /** The values that are numbers, in their order; infinities are, NaN is not. */
  readonly values: Float64Array;
  /** How many were null, undefined or NaN. */
  readonly missing: number;
}

/**
 * Separates the numbers from the missing values.
 *
 * Every statistic here reads its input through this: null, undefined and NaN are left out, never
 * taken as 0.
 *
 * @param values - Numbers; not modified.
 * @returns A copy of the numbers, and how many values were missing.
 * @throws {TypeError} If a value is something else, such as a string.
 *
 * @example
 * const { values, missing } = presentNumbers([3, null, NaN, 4]);
 * Array.from(values); // [3, 4]
 * missing; // 2
 */
export function presentNumbers(values: Numbers): PresentNumbers {
  const list =
    Array.isArray(values) || ArrayBuffer.isView(values) ? (values as ArrayLike<unknown>) : [...values];
  const present = new Float64Array(list.length);
  let count = 0;
  for (let i = 0; i < list.length; i += 1) {
    const value = list[i];
    if (typeof value === "number") {
      if (!Number.isNaN(value)) present[count++] = value;
    } else if (value !== null && value !== undefined) {
      throw new TypeError(`values must be numbers, null or undefined, got a ${typeof value} at ${i}`);
    }
  }
  return { values: present.subarray(0, count), missing: list.length - count };
}
