import {
  bits,
  count,
  from,
  holdBits,
  IS_CUT,
  IS_DAMAGED,
  IS_DONE,
  IS_FULL,
  inflateIn,
  inflateOut,
  isShort,
  NEEDS_INPUT,
  readBits,
  stopped,
  take,
} from "./inflate-bits";
import { readCodes, useFixedCodes } from "./inflate-codes";
import { inflateContent } from "./inflate-content";

/** No block's header takes more bytes. */
const HEADER_BYTES: usize = 600;

// Where in the stream the last call stopped: between blocks, or in one of either sort.
const BETWEEN: i32 = 0;
const STORED: i32 = 1;
const CODED: i32 = 2;
let place: i32 = BETWEEN;
let isLastBlock: bool = false;
let storedLeft: usize = 0;

/** Starts a stream. */
export function startInflate(): void {
  holdBits(0, 0);
  place = BETWEEN;
  isLastBlock = false;
}

/**
 * Decompresses DEFLATE until it needs more bytes, has no more room, or the stream ends.
 *
 * @param p - Compressed bytes, up to `end`; what `inflateIn` says was not read has to come again.
 * @param out - Where content goes, up to `limit`, before which 300 bytes may stay unused.
 * @param start - Where the stream's content starts, as far as it is still in memory: 32 KiB are needed.
 * @param isWhole - Whether no more compressed bytes come.
 * @returns How it ended.
 */
export function inflate(p: usize, end: usize, out: usize, limit: usize, start: usize, isWhole: bool): i32 {
  while (true) {
    if (place == BETWEEN) {
      if (isLastBlock) {
        // Whole bytes that were not used are given back.
        const unused = <usize>(count >> 3);
        holdBits(0, 0);
        return stopped(IS_DONE, p - unused, out);
      }
      if (!isWhole && end - p < HEADER_BYTES) return stopped(NEEDS_INPUT, p, out);
      readBits(p, end);
      isLastBlock = take(1) != 0;
      const kind = take(2);
      if (isShort) return stopped(IS_CUT, from, out);
      if (kind == 0) {
        take(count & 7);
        const length = take(16);
        const check = take(16);
        if (isShort) return stopped(IS_CUT, from, out);
        if ((length ^ check) != 0xffff) return stopped(IS_DAMAGED, from, out);
        storedLeft = <usize>length;
        place = STORED;
      } else if (kind == 1) {
        useFixedCodes();
        place = CODED;
      } else {
        if (kind == 3) return stopped(IS_DAMAGED, from, out);
        if (!readCodes()) return stopped(isShort ? IS_CUT : IS_DAMAGED, from, out);
        place = CODED;
      }
      p = from;
    } else if (place == STORED) {
      while (storedLeft > 0 && count >= 8 && out < limit) {
        store<u8>(out++, <u8>bits);
        holdBits(bits >> 8, count - 8);
        storedLeft--;
      }
      if (storedLeft > 0 && out < limit) {
        const length = min(storedLeft, min(end - p, limit - out));
        memory.copy(out, p, length);
        p += length;
        out += length;
        storedLeft -= length;
      }
      if (storedLeft > 0) {
        if (out == limit) return stopped(IS_FULL, p, out);
        return stopped(isWhole ? IS_CUT : NEEDS_INPUT, p, out);
      }
      place = BETWEEN;
    } else {
      const how = inflateContent(p, end, out, limit, start, isWhole);
      p = inflateIn;
      out = inflateOut;
      if (how != IS_DONE) return how;
      place = BETWEEN;
    }
  }
}
