// The log: what was read of a ping, before it is added.

// A record of the log, followed by its buckets, 16 bytes each: the bucket and its count.
/** A variant, or where `LOG_REASON` says why it is left out an entry or 0. */
export const LOG_PLACE: usize = 0;
export const LOG_REASON: usize = 4;
export const LOG_SUM: usize = 8;
export const LOG_FRACTION: usize = 16;
export const LOG_BUCKETS: usize = 20;
export const LOG_BYTES: usize = 24;
export const BUCKET_BYTES: usize = 16;

export let log: usize = 0;
export let logLimit: usize = 0;
export let logEnd: usize = 0;
/** Numbers with a fraction that the host must read: places of log records, of text and its length, 12 bytes each. */
let floats: usize = 0;
let floatsLimit: usize = 0;
let floatsEnd: usize = 0;

export function startLog(logAt: usize, logBytes: usize, floatsAt: usize, floatsBytes: usize): void {
  log = logAt;
  logLimit = logAt + logBytes;
  logEnd = logAt;
  floats = floatsAt;
  floatsLimit = floatsAt + floatsBytes;
  floatsEnd = floatsAt;
}

export function floatsHeld(): u32 {
  return <u32>((floatsEnd - floats) / 12);
}

/** Throws the log away. */
export function dropLog(): void {
  logEnd = log;
  floatsEnd = floats;
}

/** Where the log ended when `markLog` was called, and the numbers with a fraction. */
let mark: usize = 0;
let floatsMark: usize = 0;

export function markLog(): void {
  mark = logEnd;
  floatsMark = floatsEnd;
}

/** Throws away what was read since `markLog`. */
export function rewindLog(): void {
  logEnd = mark;
  floatsEnd = floatsMark;
}

/** Whether there is room for a record and a bucket. */
// @ts-ignore: decorator
@inline
export function isRoom(): bool {
  return logEnd + LOG_BYTES + BUCKET_BYTES <= logLimit;
}

/** What follows a record. */
// @ts-ignore: decorator
@inline
export function recordAfter(record: usize): usize {
  return record + LOG_BYTES + <usize>load<u32>(record, LOG_BUCKETS) * BUCKET_BYTES;
}

/** Logs that an entry's value is left out; the host may have excluded the entry, which then is the reason. */
export function logDrop(entry: usize, reason: u32): bool {
  if (!isRoom()) return false;
  store<u32>(logEnd, <u32>entry, LOG_PLACE);
  store<u32>(logEnd, reason, LOG_REASON);
  store<u32>(logEnd, 0, LOG_BUCKETS);
  logEnd += LOG_BYTES;
  return true;
}

/** Logs a histogram, whose buckets lie behind its record already, or a value. */
// @ts-ignore: decorator
@inline
export function logSum(variant: usize, sum: i64, buckets: u32): void {
  store<u32>(logEnd, <u32>variant, LOG_PLACE);
  store<u32>(logEnd, 0, LOG_REASON);
  store<i64>(logEnd, sum, LOG_SUM);
  store<u32>(logEnd, 0, LOG_FRACTION);
  store<u32>(logEnd, buckets, LOG_BUCKETS);
  logEnd += LOG_BYTES + <usize>buckets * BUCKET_BYTES;
}

/** Notes that the sum of the log's next record is a number that the host must read. */
export function logFloat(p: usize, length: usize): bool {
  if (floatsEnd + 12 > floatsLimit) return false;
  store<u32>(floatsEnd, <u32>logEnd);
  store<u32>(floatsEnd, <u32>p, 4);
  store<u32>(floatsEnd, <u32>length, 8);
  floatsEnd += 12;
  return true;
}
