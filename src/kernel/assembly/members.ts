import { skipSpace } from "./blocks";
import { skipUnchecked } from "./skip-unchecked";
import { stringEnd, stringFlags, uncheckedScalarEnd } from "./tokens";

/** Where `listMembers` stopped, or 0 at the end of the container. */
export let membersNext: usize = 0;

/**
 * Lists the members of an object or the items of a list, in text that is known to be JSON.
 *
 * Each takes six u32: the key's start, end and flags (zeros in a list), the value's start, end and flags.
 *
 * @param p - The opening bracket, or where an earlier call stopped.
 * @param base - What positions are counted from.
 * @param capacity - How many members there is room for.
 * @returns How many were listed.
 */
export function listMembers(p: usize, end: usize, isObject: bool, base: usize, out: usize, capacity: u32): u32 {
  let count: u32 = 0;
  membersNext = 0;
  if (p >= end) return 0;
  while (true) {
    // At the opening bracket, or at the comma or closing bracket behind a value.
    const byte: u32 = load<u8>(p);
    if (byte == 0x2c && count == capacity) {
      membersNext = p;
      return count;
    }
    p = skipSpace(p + 1);
    if (p >= end || load<u8>(p) == 0x7d || load<u8>(p) == 0x5d) return count;
    memory.fill(out, 0, 12);
    if (isObject) {
      const keyEnd = stringEnd(p + 1, end, false);
      if (keyEnd == 0) return count;
      store<u32>(out, <u32>(p - base));
      store<u32>(out, <u32>(keyEnd + 1 - base), 4);
      store<u32>(out, stringFlags, 8);
      p = skipSpace(skipSpace(keyEnd + 1) + 1);
    }
    const start = p;
    const first: u32 = load<u8>(p);
    let flags: u32 = 0;
    if (first == 0x22) {
      p = stringEnd(p + 1, end, false);
      if (p == 0) return count;
      p++;
      flags = stringFlags;
    } else if (first == 0x7b || first == 0x5b) {
      p = skipUnchecked(p + 1, end);
      if (p == 0) return count;
    } else {
      p = uncheckedScalarEnd(p, end);
    }
    store<u32>(out, <u32>(start - base), 12);
    store<u32>(out, <u32>(p - base), 16);
    store<u32>(out, flags, 20);
    out += 24;
    count++;
    p = skipSpace(p);
    if (p >= end || load<u8>(p) != 0x2c) return count;
  }
}
