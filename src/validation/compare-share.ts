/**
 * Compares n/d with a decimal share exactly: negative if n/d is smaller, 0 if equal, positive if
 * greater. The share counts as the decimal number it prints as, so 29/100 equals 0.29, which
 * `29 <= 0.29 * 100` denies.
 */
export function compareShare(n: number, d: number, share: number): number {
  const [mantissa = "0", exponent = "0"] = String(share).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const left = BigInt(n) * 10n ** BigInt(Math.max(scale, 0));
  const right = BigInt(whole + fraction) * 10n ** BigInt(Math.max(-scale, 0)) * BigInt(d);
  return left < right ? -1 : left > right ? 1 : 0;
}
