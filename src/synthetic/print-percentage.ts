/**
 * Prints 100·n/d as Python 2 prints a float: with 12 significant digits at most.
 * Where d is 0, it is 0.
 *
 * @example
 * printPercentage(20, 144); // "13.8888888889"
 */
export function printPercentage(n: number, d: number): string {
  const digits = String(Number((d === 0 ? 0 : (100 * n) / d).toPrecision(12)));
  return digits.includes(".") ? digits : `${digits}.0`;
}

/**
 * Prints 100·n/d with two decimals.
 *
 * @example
 * printPercentageShort(96, 22349); // "0.43"
 */
export function printPercentageShort(n: number, d: number): string {
  return (d === 0 ? 0 : (100 * n) / d).toFixed(2);
}
