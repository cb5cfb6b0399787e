import { normalCdf } from "./normal-cdf.js";

/**
 * Computes the quantile function of the standard normal distribution, the inverse of {@link normalCdf}.
 *
 * @param p - A probability between 0 and 1, both exclusive.
 * @returns The number of standard deviations below which a share of `p` lies.
 * @throws {RangeError} If `p` is not strictly between 0 and 1.
 *
 * @example
 * normalQuantile(0.5); // 0
 * normalQuantile(0.975).toFixed(6); // "1.959964"
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p must be between 0 and 1, exclusive, got ${String(p)}`);
  // In the lower tail only: there the distribution function keeps its relative precision.
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0.5) return 0;
  let z = -Math.sqrt(-2 * Math.log(2 * p));
  for (let i = 0; i < 60; i += 1) {
    const reached = normalCdf(z);
    // Newton's method on log(cdf), which is concave: it comes near from one side and never leaps out.
    const slope = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / reached;
    const step = Math.log(reached / p) / slope;
    z -= step;
    if (Math.abs(step) < 1e-15 * Math.max(1, Math.abs(z))) break;
  }
  return z;
}
