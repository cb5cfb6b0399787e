/** One histogram, scalar or measurement of one ping and process, as it is added up. */
export interface Observation {
  /** The name that it has in aggregates. */
  readonly metric: string;
  /** The key of a keyed metric; `""` for others. */
  readonly label: string;
  readonly process: string;
  /** What it says about its buckets: its layout's id if it is a value, else its own description. */
  readonly shape: ObservedShape;
  /** From bucket to count, by the bucket's lower bound. Single values have none yet: their layout decides. */
  readonly values: ReadonlyMap<number, number | bigint>;
  /** The sum of a histogram, or the single value; from 0 to below 2^63. */
  readonly sum: number | bigint;
}

/** How an observation describes its buckets. */
export type ObservedShape =
  | { readonly is: "value"; readonly of: "count" | "scalar" | "simple" }
  | {
      readonly is: "histogram";
      readonly type: number;
      readonly range: unknown;
      readonly bucketCount: unknown;
    };
