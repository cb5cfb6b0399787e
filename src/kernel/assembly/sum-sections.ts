// Sections of a ping, read to the log.

import { readHistogram } from "./sum-histograms";
import { isRoom, logDrop, logFloat, logSum } from "./sum-log";
import {
  ENTRY_STAMP,
  GROUP,
  PART,
  STATUS_STRANGE,
  entryOf,
  isFirst,
  ownStatus,
  startObject,
} from "./sum-names";
import { NEGATIVE, NOT_A_NUMBER, NO_HISTOGRAM } from "./sum-reasons";
import { integer, key, keyLength, past, readInteger, readKey, valueEnd } from "./sum-tokens";
import { valueVariant } from "./sum-variants";
import { scalarEnd } from "./tokens";

// Sections; the host knows them by these numbers too.
export const HISTOGRAMS: u32 = 0;
export const KEYED_HISTOGRAMS: u32 = 1;
export const SIMPLE: u32 = 2;
export const SCALARS: u32 = 3;
export const KEYED_SCALARS: u32 = 4;

/** Reads a single value to the log; gives what follows, or 0. */
function readValue(entry: usize, p: usize, end: usize): usize {
  if (!isRoom()) return 0;
  const first: u32 = load<u8>(p);
  if (first == 0x2d || first - 0x30 < 10) {
    const after = readInteger(p);
    if (after == 0) return readFraction(entry, p, end);
    if (integer < 0) return logDrop(entry, NEGATIVE) ? after : 0;
    logSum(valueVariant(entry), integer, 0);
    return after;
  }
  const after = valueEnd(p, end);
  if (after == 0) return 0;
  if (first == 0x74 || first == 0x66) {
    logSum(valueVariant(entry), first == 0x74 ? 1 : 0, 0);
    return after;
  }
  return logDrop(entry, NOT_A_NUMBER) ? after : 0;
}

/** Leaves a number with a fraction or exponent to the host. */
function readFraction(entry: usize, p: usize, end: usize): usize {
  const after = scalarEnd(p, end);
  // With long whole numbers and what is below zero the whole ping is left to it.
  if (after == 0 || after - p > 40 || load<u8>(p) == 0x2d) return 0;
  let hasPoint = false;
  for (let q = p; q < after; q++) if (load<u8>(q) == 0x2e || (load<u8>(q) | 0x20) == 0x65) hasPoint = true;
  if (!hasPoint || !logFloat(p, after - p)) return 0;
  logSum(valueVariant(entry), 0, 0);
  return after;
}

/** Reads an object of objects, such as keyed histograms: labels of a name. Gives what follows, or 0. */
function readLabels(group: usize, section: u32, tag: u32, p: usize, end: usize): usize {
  p = past(p + 1);
  if (load<u8>(p) == 0x7d) return p + 1;
  while (p < end) {
    p = readKey(p, end);
    if (p == 0) return 0;
    const entry = entryOf(section == SIMPLE ? tag | PART : tag, group, key, keyLength);
    // A group occurs once in a section, so that its section's stamp is its labels' too.
    if (!isFirst(entry, load<u32>(group, ENTRY_STAMP)) || ownStatus(entry) == STATUS_STRANGE) return 0;
    p = section == KEYED_HISTOGRAMS ? readHistogram(entry, p, end) : readValue(entry, p, end);
    if (p == 0) return 0;
    p = past(p);
    const byte = load<u8>(p);
    if (byte == 0x7d) return p + 1;
    if (byte != 0x2c) return 0;
    p = past(p + 1);
  }
  return 0;
}

/** Reads a member of a section, whose name has just been read; gives what follows, or 0. */
// @ts-ignore: decorator
@inline
function readMember(section: u32, tag: u32, stamp: u32, p: usize, end: usize): usize {
  const isObject = load<u8>(p) == 0x7b;
  const isGrouped = section == KEYED_HISTOGRAMS || section == KEYED_SCALARS || (section == SIMPLE && isObject);
  const entry = entryOf(isGrouped ? tag | GROUP : tag, 0, key, keyLength);
  if (!isFirst(entry, stamp) || ownStatus(entry) == STATUS_STRANGE) return 0;
  if (section == SIMPLE) {
    // The same name with and without parts are two entries.
    const other = entryOf(isGrouped ? tag : tag | GROUP, 0, key, keyLength);
    if (!isFirst(other, stamp)) return 0;
  }
  if (!isGrouped) return section == HISTOGRAMS ? readHistogram(entry, p, end) : readValue(entry, p, end);
  if (isObject) return readLabels(entry, section, tag, p, end);
  p = valueEnd(p, end);
  return p != 0 && logDrop(0, NO_HISTOGRAM) ? p : 0;
}

/**
 * Reads a section of a ping to the log.
 *
 * @param process - The number of the process whose section it is.
 * @returns What follows it; 0 if not all of it was understood: then the log holds a part of it and must be thrown away.
 */
export function readSection(section: u32, process: u32, p: usize, end: usize): usize {
  const tag = section | (process << 8);
  const stamp = startObject();
  if (stamp == 0 || p >= end) return 0;
  // What is no object has no members.
  if (load<u8>(p) != 0x7b) return valueEnd(p, end);
  p = past(p + 1);
  if (load<u8>(p) == 0x7d) return p + 1;
  while (p < end) {
    p = readKey(p, end);
    if (p == 0) return 0;
    p = readMember(section, tag, stamp, p, end);
    if (p == 0) return 0;
    p = past(p);
    const byte = load<u8>(p);
    if (byte == 0x7d) return p + 1;
    if (byte != 0x2c) return 0;
    p = past(p + 1);
  }
  return 0;
}
