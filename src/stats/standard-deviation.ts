import { standardDeviation as populationDeviation, sampleStandardDeviation } from "simple-statistics";
import { type Numbers, presentNumbers } from "./present-numbers.js";

/** Options of {@link standardDeviation}. */
export interface StandardDeviationOptions {
  /**
   * What the values are: a sample (divides by n − 1, as R and pandas) or the whole population
   * (divides by n, as numpy).
   *
   * @defaultValue "sample"
   */
  readonly of?: "sample" | "population";
}

/**
 * Computes the standard deviation.
 *
 * @param values - Numbers; null, undefined and NaN are left out.
 * @param options - Whether the values are a sample or the population.
 * @returns The deviation in the unit of `values`, or `null` when there are too few of them: two are
 *   needed of a sample, one of a population.
 *
 * @example
 * standardDeviation([2, 4, 4, 4, 5, 5, 7, 9], { of: "population" }); // 2
 * standardDeviation([1]); // null
 */
export function standardDeviation(values: Numbers, options: StandardDeviationOptions = {}): number | null {
  const isSample = (options.of ?? "sample") === "sample";
  const present = presentNumbers(values).values as unknown as number[];
  if (present.length < (isSample ? 2 : 1)) return null;
  return isSample ? sampleStandardDeviation(present) : populationDeviation(present);
}
