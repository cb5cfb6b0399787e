/** Turns milliseconds since 1970 into the day in UTC, as `YYYYMMDD`. */
export function toSubmissionDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * Turns milliseconds since 1970, with fractions, into nanoseconds.
 *
 * @param isExact - Round down to a multiple of 256 ns, which a double holds exactly.
 */
export function toReceivedNs(ms: number, isExact: boolean): bigint {
  const ns = BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.floor((ms % 1) * 1_000_000));
  return isExact ? (ns / 256n) * 256n : (ns / 256n) * 256n + 131n;
}

/** Turns milliseconds since 1970 into the form of an HTTP `Date` header. */
export function toDateHeader(ms: number): string {
  return new Date(ms).toUTCString();
}
