// Sections of a ping, read to the log.

import { skipSpace } from "./blocks";
import { allocate } from "./sum-heap";
import { ABSENT, readHistogram } from "./sum-histograms";
import { isRoom, logDrop, logFloat, logSum } from "./sum-log";
import { ENTRY_STATUS, STATUS_STRANGE, entryOf, isFirst, startSection, variantOf } from "./sum-names";
import { NEGATIVE, NOT_A_NUMBER, NO_HISTOGRAM } from "./sum-reasons";
import { following, goTo, integer, key, keyLength, next, readInteger, readKey, valueEnd } from "./sum-tokens";
import { scalarEnd } from "./tokens";

// Sections; the host knows them by these numbers too.
const HISTOGRAMS: u32 = 0;
const KEYED_HISTOGRAMS: u32 = 1;
const SIMPLE: u32 = 2;
const SCALARS: u32 = 3;
const KEYED_SCALARS: u32 = 4;
/** Set in the tag of entries that stand for a name whose labels have entries of their own. */
const GROUP: u32 = 0x80;
/** Set in the tag of parts of a simple measurement. */
const PART: u32 = 0x40;

/** Reads a single value to the log; `next` is what follows. */
function readValue(entry: usize, p: usize, end: usize): bool {
  if (!isRoom()) return false;
  const first: u32 = load<u8>(p);
  if (first == 0x2d || first - 0x30 < 10) {
    if (readInteger(p)) {
      if (integer < 0) return logDrop(entry, NEGATIVE);
      logSum(variantOf(entry, ABSENT, ABSENT, ABSENT, ABSENT), integer, 0);
      return true;
    }
    const after = scalarEnd(p, end);
    if (after == 0 || after - p > 40) return false;
    goTo(after);
    // Long whole numbers are left to the host, as what is below zero is.
    let hasPoint = false;
    for (let q = p; q < after; q++) if (load<u8>(q) == 0x2e || (load<u8>(q) | 0x20) == 0x65) hasPoint = true;
    if (!hasPoint || first == 0x2d || !logFloat(p, after - p)) return false;
    logSum(variantOf(entry, ABSENT, ABSENT, ABSENT, ABSENT), 0, 0);
    return true;
  }
  const after = valueEnd(p, end);
  if (after == 0) return false;
  goTo(after);
  if (first == 0x74 || first == 0x66) {
    logSum(variantOf(entry, ABSENT, ABSENT, ABSENT, ABSENT), first == 0x74 ? 1 : 0, 0);
    return true;
  }
  return logDrop(entry, NOT_A_NUMBER);
}

/** Where names are kept while their labels are read: a key with escapes lies in scratch memory only until the next. */
let held: usize = 0;
let heldCapacity: u32 = 0;

export function startSections(): void {
  held = 0;
  heldCapacity = 0;
}

function holdKey(): void {
  if (keyLength > heldCapacity) {
    heldCapacity = keyLength * 2 + 64;
    held = allocate(heldCapacity);
  }
  memory.copy(held, key, keyLength);
}

/** Reads an object of objects, such as keyed histograms: labels of a name. `next` is what follows. */
function readLabels(group: usize, section: u32, tag: u32, p: usize, end: usize): bool {
  const isPart = section == SIMPLE;
  holdKey();
  const nameLength = keyLength;
  p = skipSpace(p + 1);
  if (p < end && load<u8>(p) == 0x7d) {
    goTo(p + 1);
    return true;
  }
  while (p < end) {
    if (!readKey(p, end)) return false;
    const entry = entryOf(isPart ? tag | PART : tag, held, nameLength, key, keyLength, isPart ? 0 : group);
    if (!isFirst(entry) || load<u32>(entry, ENTRY_STATUS) == STATUS_STRANGE) return false;
    p = next;
    if (!(section == KEYED_HISTOGRAMS ? readHistogram(entry, p, end) : readValue(entry, p, end))) return false;
    const more = following(next);
    if (more < 0) return false;
    p = next;
    if (more == 0) return true;
  }
  return false;
}

/**
 * Reads a section of a ping to the log.
 *
 * @param process - The number of the process whose section it is.
 * @returns Whether all of it was understood. If not, the log holds a part of it and must be thrown away.
 */
export function readSection(section: u32, process: u32, p: usize, end: usize): bool {
  const tag = section | (process << 8);
  if (!startSection()) return false;
  p = skipSpace(p);
  if (p >= end) return false;
  // What is no object has no members.
  if (load<u8>(p) != 0x7b) return true;
  p = skipSpace(p + 1);
  if (p < end && load<u8>(p) == 0x7d) return true;
  while (p < end) {
    if (!readKey(p, end)) return false;
    p = next;
    const isObject = load<u8>(p) == 0x7b;
    const isGrouped = section == KEYED_HISTOGRAMS || section == KEYED_SCALARS || (section == SIMPLE && isObject);
    const entry = entryOf(isGrouped ? tag | GROUP : tag, key, keyLength, key, 0, 0);
    if (!isFirst(entry) || load<u32>(entry, ENTRY_STATUS) == STATUS_STRANGE) return false;
    if (section == SIMPLE) {
      // The same name with and without parts are two entries.
      const other = entryOf(isGrouped ? tag : tag | GROUP, key, keyLength, key, 0, 0);
      if (!isFirst(other)) return false;
    }
    let isRead: bool;
    if (isGrouped) {
      if (isObject) {
        isRead = readLabels(entry, section, tag, p, end);
      } else {
        goTo(valueEnd(p, end));
        isRead = next != 0 && logDrop(0, NO_HISTOGRAM);
      }
    } else if (section == HISTOGRAMS) {
      isRead = readHistogram(entry, p, end);
    } else {
      isRead = readValue(entry, p, end);
    }
    if (!isRead) return false;
    const more = following(next);
    if (more < 0) return false;
    p = next;
    if (more == 0) return p <= end;
  }
  return false;
}
