import { isEqual, setLine, skipSpace } from "./blocks";
import { scratchAt, unescapeKey } from "./keys";
import { skipChecked } from "./skip-checked";
import { skipUnchecked } from "./skip-unchecked";
import { scalarEnd, stringEnd, stringFlags, uncheckedScalarEnd } from "./tokens";

// The trie, written by the host. A node: lengths of its children's names as a mask (u64, 63 for longer ones),
// first child (u32), number of children (u32), slot (i32, -1 for none), first slot of the subtree (u32), the slot
// behind it (u32), flags (u32).
const LENGTHS: usize = 0;
const FIRST_CHILD: usize = 8;
const CHILDREN: usize = 12;
const SLOT: usize = 16;
const LOW_SLOT: usize = 20;
const HIGH_SLOT: usize = 24;
const FLAGS: usize = 28;
/** A child is a list index. */
const HAS_INDEX: u32 = 1;
/** Whoever reads the node's value checks it. */
const IS_DEFERRED: u32 = 2;
// A child: its node (u32), its name (u32), the name's length (u32), the list index that it is (i32, -1 for none).
const CHILD_BYTES: usize = 16;
const NAME: usize = 4;
const NAME_LENGTH: usize = 8;
const INDEX: usize = 12;

/** Whether all values are checked to be JSON, or those that are wanted. */
const CHECK_ALL: u32 = 1;
const CHECK_WANTED: u32 = 2;

/** How many containers on wanted paths may be open at once; paths are shorter. */
const MAX_LEVELS: usize = 1024;
/** An open container: its node (u32), where it starts (u32), the index of its next item (i32, -1 in objects). */
const LEVEL_BYTES: usize = 12;

let levels: usize = 0;
let starts: usize = 0;
let ends: usize = 0;
let flags: usize = 0;
let base: usize = 0;

/**
 * Tells where things are: room for the open containers; the spans' starts (u32), ends (u32) and flags (u8) by
 * slot; and the place that spans are counted from.
 */
export function setOutput(levelsAt: usize, startsAt: usize, endsAt: usize, flagsAt: usize, baseAt: usize): void {
  levels = levelsAt;
  starts = startsAt;
  ends = endsAt;
  flags = flagsAt;
  base = baseAt;
}

// @ts-ignore: decorator
@inline
function setSpan(slot: i32, start: usize, end: usize, flag: u32): void {
  store<u32>(starts + (<usize>slot << 2), <u32>(start - base));
  store<u32>(ends + (<usize>slot << 2), <u32>(end - base));
  store<u8>(flags + <usize>slot, flag);
}

/** Makes the slots of a node and of all below it missing. */
// @ts-ignore: decorator
@inline
function clearBelow(node: usize): void {
  const low = load<u32>(node, LOW_SLOT);
  const high = load<u32>(node, HIGH_SLOT);
  for (let slot = low; slot < high; slot++) store<u32>(ends + (<usize>slot << 2), 0);
}

/** How many objects and lists of the last document were left to be checked by who reads them. */
export let deferred: u32 = 0;

/** The child of a node by name, or 0. The bytes behind a name may be anything. */
function childNamed(node: usize, name: usize, length: usize): usize {
  const bit: u64 = length < 63 ? length : 63;
  if (((load<u64>(node, LENGTHS) >> bit) & 1) == 0) return 0;
  let child: usize = load<u32>(node, FIRST_CHILD);
  const last = child + <usize>load<u32>(node, CHILDREN) * CHILD_BYTES;
  for (; child < last; child += CHILD_BYTES) {
    if (<usize>load<u32>(child, NAME_LENGTH) == length && isEqual(load<u32>(child, NAME), name, length)) {
      return load<u32>(child);
    }
  }
  return 0;
}

/** The child of a node that is a list index, or 0. */
function childAt(node: usize, index: i32): usize {
  let child: usize = load<u32>(node, FIRST_CHILD);
  const last = child + <usize>load<u32>(node, CHILDREN) * CHILD_BYTES;
  for (; child < last; child += CHILD_BYTES) {
    if (load<i32>(child, INDEX) == index) return load<u32>(child);
  }
  return 0;
}

/**
 * Finds the wanted values in a JSON text.
 *
 * Only containers on a wanted path are walked member by member; every other value is skipped, 64 bytes at a
 * time. Where a name occurs twice its first value's spans are cleared, so that the last one counts.
 *
 * @param node - The trie's node that the text is the value of; 0 if nothing in it is wanted.
 * @param checked - What is checked to be JSON: `CHECK_ALL`, `CHECK_WANTED` or, of text that is known to be JSON, nothing.
 * @param isDeferring - Whether objects and lists at nodes that are deferred are not.
 * @returns Whether the text is JSON, as far as it was checked; never true for what is cut off.
 */
export function project(node: usize, p: usize, end: usize, checked: u32, isDeferring: bool): bool {
  return projectText(node, p, end, checked, isDeferring) >= end;
}

/**
 * As `project`, all checked, of a text that ends with its line, so that nobody needs to look for that first.
 *
 * @param end - Where the last line ends.
 * @returns Where the line ends, before its line feed; 0 if it, or what the next line begins with, is no JSON.
 */
export function projectLine(node: usize, p: usize, end: usize): usize {
  setLine(true);
  p = projectText(node, p, end, CHECK_ALL, false);
  setLine(false);
  if (p >= end) return end;
  return p != 0 && load<u8>(p) == 0x0a ? p : 0;
}

/** Returns what follows the text, and white space behind it; 0 if it is no JSON. */
function projectText(node: usize, p: usize, end: usize, checked: u32, isDeferring: bool): usize {
  deferred = 0;
  let level: usize = levels;
  if (node != 0) clearBelow(node);
  p = skipSpace(p);
  while (true) {
    // A value starts at p; node is where it is in the trie, or 0.
    if (p >= end) return 0;
    const first: u32 = load<u8>(p);
    const start = p;
    let isInside = false;
    if (
      node != 0 &&
      load<u32>(node, CHILDREN) != 0 &&
      (first == 0x7b || (first == 0x5b && (load<u32>(node, FLAGS) & HAS_INDEX) != 0))
    ) {
      // A container on a wanted path.
      p = skipSpace(p + 1);
      if (p >= end) return 0;
      if (load<u8>(p) == first + 2) {
        p++;
        if (load<i32>(node, SLOT) >= 0) setSpan(load<i32>(node, SLOT), start, p, 0);
      } else {
        if (level == levels + MAX_LEVELS * LEVEL_BYTES) return 0;
        store<u32>(level, <u32>node);
        store<u32>(level, <u32>start, 4);
        store<i32>(level, first == 0x7b ? -1 : 0, 8);
        level += LEVEL_BYTES;
        isInside = true;
      }
    } else {
      let flag: u32 = 0;
      const isChecked = checked == CHECK_ALL || (checked == CHECK_WANTED && node != 0);
      if (first == 0x22) {
        p = stringEnd(p + 1, end, isChecked);
        if (p == 0) return 0;
        p++;
        flag = stringFlags;
      } else if (first == 0x7b || first == 0x5b) {
        const isDeferred = isDeferring && node != 0 && (load<u32>(node, FLAGS) & IS_DEFERRED) != 0;
        if (isDeferred) deferred++;
        p = isChecked && !isDeferred ? skipChecked(p + 1, end, (first >> 5) & 1) : skipUnchecked(p + 1, end);
        if (p == 0) return 0;
      } else {
        p = isChecked || node != 0 ? scalarEnd(p, end) : uncheckedScalarEnd(p, end);
        if (p == 0 || p == start) return 0;
      }
      if (node != 0 && load<i32>(node, SLOT) >= 0) setSpan(load<i32>(node, SLOT), start, p, flag);
    }
    // A value has ended: close containers until a comma opens the next value.
    while (!isInside) {
      p = skipSpace(p);
      if (level == levels) return p;
      if (p >= end) return 0;
      const byte: u32 = load<u8>(p);
      const top = level - LEVEL_BYTES;
      if (byte == 0x2c) {
        p = skipSpace(p + 1);
        isInside = true;
      } else {
        if (byte != (load<i32>(top, 8) < 0 ? 0x7d : 0x5d)) return 0;
        p++;
        level = top;
        const slot = load<i32>(<usize>load<u32>(top), SLOT);
        if (slot >= 0) setSpan(slot, load<u32>(top, 4), p, 0);
      }
    }
    // The next member or item starts at p.
    if (p >= end) return 0;
    const top = level - LEVEL_BYTES;
    const parent: usize = load<u32>(top);
    const index = load<i32>(top, 8);
    if (index >= 0) {
      node = childAt(parent, index);
      store<i32>(top, index + 1, 8);
    } else {
      if (load<u8>(p) != 0x22) return 0;
      const key = p + 1;
      const keyEnd = stringEnd(key, end, checked == CHECK_ALL);
      if (keyEnd == 0) return 0;
      if ((stringFlags & 1) == 0) {
        node = childNamed(parent, key, keyEnd - key);
      } else {
        const length = unescapeKey(key, keyEnd);
        node = length < 0 ? 0 : childNamed(parent, scratchAt(), length);
      }
      p = skipSpace(keyEnd + 1);
      if (p >= end || load<u8>(p) != 0x3a) return 0;
      p = skipSpace(p + 1);
    }
    if (node != 0) clearBelow(node);
  }
}
