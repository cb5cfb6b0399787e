/**
 * A histogram as pings carry it. Properties at such a place are read as `Histogram`, merged over
 * processes.
 */
export interface RawHistogram {
  /** How many buckets there are. */
  readonly bucket_count: number;
  /** 0 exponential, 1 linear, 2 boolean, 3 flag, 4 count, 5 categorical. */
  readonly histogram_type: number;
  /** The lower bounds of the second and of the last bucket. */
  readonly range: readonly number[];
  /** The sum of the recorded values. */
  readonly sum?: number | null;
  /** The count of each bucket that holds anything, by the bucket's lower bound. */
  readonly values: { readonly [bucket: string]: number };
  /** The sum of the values' logarithms, in old pings. */
  readonly log_sum?: number;
  /** The sum of the squares of the values' logarithms, in old pings. */
  readonly log_sum_squares?: number;
  /** The lower 32 bits of the sum of squares, in old pings. */
  readonly sum_squares_lo?: number;
  /** The upper 32 bits of the sum of squares, in old pings. */
  readonly sum_squares_hi?: number;
}

/** Histograms by the name of their probe. */
export interface RawHistograms {
  readonly [probe: string]: RawHistogram;
}

/** One keyed histogram as pings carry it: a histogram per label. */
export interface RawKeyedHistogram {
  readonly [label: string]: RawHistogram;
}

/** Keyed histograms by the name of their probe. */
export interface RawKeyedHistograms {
  readonly [probe: string]: RawKeyedHistogram;
}
