// Reasons to leave something out that the reader finds itself; the host names them.

export const NO_HISTOGRAM: u32 = 1;
export const BAD_SUM: u32 = 2;
export const BAD_TYPE: u32 = 3;
export const NEGATIVE: u32 = 4;
export const NOT_A_NUMBER: u32 = 5;
export const UNKNOWN_BUCKET: u32 = 6;
export const EXCLUDED: u32 = 7;
export const BAD_NAME: u32 = 8;
export const BAD_TEXT: u32 = 9;
export const OTHER_PROCESS: u32 = 10;
/** How many reasons there are room for; the host numbers its own from 11 on. */
export const REASONS: usize = 32;

let drops: usize = 0;

export function startDrops(at: usize): void {
  drops = at;
  memory.fill(drops, 0, REASONS * 8);
}

// @ts-ignore: decorator
@inline
export function countDrop(reason: u32): void {
  const at = drops + ((<usize>reason) << 3);
  store<i64>(at, load<i64>(at) + 1);
}
