import { checkBlocks, checkedTo, GOES_ON, startBlocks } from "./check-blocks";
import { startLateChecks } from "./late-checks";
import { startNesting } from "./nesting";
import { startScalars } from "./scalars";

/** So much is checked carefully where quick checking gets nowhere, at first and at most. */
const LEAST_CAREFUL: usize = 512;
const MOST_CAREFUL: usize = 16_384;
/** After so much it got somewhere. */
const LONG_RUN: usize = 2048;

/** Most containers are not longer, and not worth to be begun quickly. */
const SHORT_BYTES: usize = 128;

/**
 * Skips an object or list and checks every byte of it against JSON's grammar, 64 bytes at a time.
 *
 * Each sort of token is a mask, and the block is right if no token stands where it must not, which is told by what
 * stands before it: values and signs take turns; a bracket that opens is like a sign before what it holds and like a
 * value before it; in an object a colon follows a string that follows a comma or the opening bracket, and each comma
 * or closing bracket has a colon or a closed container between it and the one before. Whether a byte lies in an object is
 * told by the brackets; only those that `checkBlocks` can't count are followed one by one. So are escapes and scalars that are
 * not whole numbers without sign.
 *
 * @param p - Behind the opening bracket.
 * @param end - The end of the text around. What is behind the closing bracket may be checked too, up to there.
 * @param isObject - 1 for `{`, 0 for `[`.
 * @returns What follows the closing bracket; 0 if the text is no JSON, or nested deeper than some 30,000 levels.
 */
export function skipChecked(p: usize, end: usize, isObject: u64): usize {
  startNesting(isObject);
  startBlocks();
  startScalars();
  startLateChecks();
  const shortEnd = min(end, p + SHORT_BYTES);
  let after = checkCarefully(p, shortEnd, end);
  if (after != GOES_ON) return after;
  if (shortEnd == end) return 0;
  const wholeEnd = end - ((end - shortEnd) & 63);
  p = shortEnd;
  let careful = LEAST_CAREFUL;
  while (p < wholeEnd) {
    const from = p;
    after = checkBlocks(p, wholeEnd, end, true);
    if (after != GOES_ON) return after;
    p = checkedTo;
    if (p == wholeEnd) break;
    careful = p - from < LONG_RUN ? min(careful << 1, MOST_CAREFUL) : LEAST_CAREFUL;
    after = checkCarefully(p, min(p + careful, wholeEnd), end);
    if (after != GOES_ON) return after;
    p = checkedTo;
  }
  if (wholeEnd < end) after = checkCarefully(wholeEnd, end, end);
  return after == GOES_ON ? 0 : after;
}

/** Checks the blocks at a container's start, and its text's end, one by one. A function of its own, as index.ts says. */
export function checkCarefully(p: usize, until: usize, end: usize): usize {
  return checkBlocks(p, until, end, false);
}

