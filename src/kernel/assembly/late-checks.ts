// What is looked at some blocks later, so that the loop over blocks calls nothing.
import { areScalars } from "./scalars";
import { areEscapes } from "./tokens";

/** Of so many blocks something is put down, at most, before it is looked at. */
export const MOST_BLOCKS: usize = 256;
/** The scalars of a block: those that are no digits, all, their first bytes (u64), and where the block is (u32). */
const SCALARS_BYTES: usize = 32;
/** A block's backslashes (u64), and where it is (u32). */
const ESCAPES_BYTES: usize = 16;

let room: usize = 0;

/** Tells where there are 12,288 bytes of room. */
export function setLateChecks(at: usize): void {
  room = at;
}

/** Forgets what was put down. */
export function startLateChecks(): void {
  scalarBlocks = 0;
  escapeBlocks = 0;
}

/** Where the first scalars are put down. */
// @ts-ignore: decorator
@inline
function scalarsAt(): usize {
  return room;
}

/** Where the first escapes are put down. */
// @ts-ignore: decorator
@inline
function escapesAt(): usize {
  return room + MOST_BLOCKS * SCALARS_BYTES;
}

/** How many blocks with scalars to look at are put down. */
let scalarBlocks: usize = 0;

/** Puts a block's scalars down. */
// @ts-ignore: decorator
@inline
export function logScalars(p: usize, rest: u64, scalars: u64, starts: u64): void {
  const to = scalarsAt() + scalarBlocks * SCALARS_BYTES;
  store<u64>(to, rest);
  store<u64>(to, scalars, 8);
  store<u64>(to, starts, 16);
  store<usize>(to, p, 24);
  scalarBlocks++;
}

/** How many blocks with escapes are put down. */
let escapeBlocks: usize = 0;

/** Puts a block's escapes down. */
// @ts-ignore: decorator
@inline
export function logEscapes(p: usize, backslashes: u64): void {
  const to = escapesAt() + escapeBlocks * ESCAPES_BYTES;
  store<u64>(to, backslashes);
  store<usize>(to, p, 8);
  escapeBlocks++;
}

/**
 * Whether all that was put down is right. Nothing is put down any more then.
 *
 * @param end - The end of the text.
 */
export function areRightLate(end: usize): bool {
  const scalarsEnd = scalarsAt() + scalarBlocks * SCALARS_BYTES;
  scalarBlocks = 0;
  for (let at = scalarsAt(); at < scalarsEnd; at += SCALARS_BYTES) {
    const p = load<usize>(at, 24);
    if (!areScalars(p, end, load<u64>(at), load<u64>(at, 8), load<u64>(at, 16))) return false;
  }
  const escapesEnd = escapesAt() + escapeBlocks * ESCAPES_BYTES;
  escapeBlocks = 0;
  for (let at = escapesAt(); at < escapesEnd; at += ESCAPES_BYTES) {
    if (!areEscapes(load<usize>(at, 8), end, load<u64>(at))) return false;
  }
  return true;
}
