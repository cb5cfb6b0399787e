// Objects whose members are sections: those of processes, and child payloads.

import { logDrop, markLog, rewindLog } from "./sum-log";
import {
  PROCESS,
  STATUS_EXCLUDED,
  STATUS_NEW,
  STATUS_STRANGE,
  VARIANT_NUMBER,
  entryOf,
  isFirst,
  ownStatus,
  startObject,
} from "./sum-names";
import { OTHER_PROCESS } from "./sum-reasons";
import { HISTOGRAMS, KEYED_HISTOGRAMS, KEYED_SCALARS, SCALARS, SIMPLE, readSection } from "./sum-sections";
import { key, keyLength, past, readKey, valueEnd } from "./sum-tokens";

/** The entry of a process that the host must number before it is read; 0 for none. */
export let newProcess: usize = 0;

const NO_SECTION: u32 = 31;
/** Not a place that text can end at. */
const NO_OBJECTS: usize = 1;

/** The section whose name was read as a key. */
function sectionNamed(): u32 {
  const head = load<u64>(key);
  const tail = load<u64>(key + keyLength - 8);
  if (keyLength == 7 && (head & 0x00ffffffffffffff) == 0x00737261_6c616373) return SCALARS;
  if (keyLength == 10 && head == 0x6172676f_74736968 && tail == 0x736d6172_676f7473) return HISTOGRAMS;
  if (keyLength == 12 && head == 0x61635364_6579656b && tail == 0x7372616c_61635364) return KEYED_SCALARS;
  if (keyLength == 15 && head == 0x73694864_6579656b && tail == 0x736d6172_676f7473) return KEYED_HISTOGRAMS;
  if (keyLength == 18 && head == 0x654d656c_706d6973 && load<u64>(key, 8) == 0x6e656d65_72757361) {
    return load<u16>(key, 16) == 0x7374 ? SIMPLE : NO_SECTION;
  }
  return NO_SECTION;
}

/**
 * Reads those members of an object that are wanted sections.
 *
 * @param wanted - A bit for each section.
 * @returns What follows it, or 0.
 */
export function readSections(wanted: u32, process: u32, p: usize, end: usize): usize {
  let seen: u32 = 0;
  p = past(p + 1);
  if (load<u8>(p) == 0x7d) return p + 1;
  while (p < end) {
    p = readKey(p, end);
    if (p == 0) return 0;
    const section = sectionNamed();
    const bit = ((<u32>1) << section) & wanted;
    if ((seen & bit) != 0) return 0;
    seen |= bit;
    p = bit != 0 ? readSection(section, process, p, end) : valueEnd(p, end);
    if (p == 0) return 0;
    p = past(p);
    const byte = load<u8>(p);
    if (byte == 0x7d) return p + 1;
    if (byte != 0x2c) return 0;
    p = past(p + 1);
  }
  return 0;
}

/**
 * Reads an object whose members are processes.
 *
 * @param wanted - A bit for each section that is wanted of processes, but of the parent's.
 * @param wantedOfParent - Of the one that has this number: 0.
 * @returns What follows it, or 0; `newProcess` may be why: then it can be read again, and the log is as before.
 */
export function readProcesses(wanted: u32, wantedOfParent: u32, p: usize, end: usize): usize {
  newProcess = 0;
  markLog();
  const stamp = startObject();
  if (stamp == 0) return 0;
  if (load<u8>(p) != 0x7b) return valueEnd(p, end);
  p = past(p + 1);
  if (load<u8>(p) == 0x7d) return p + 1;
  while (p < end) {
    p = readKey(p, end);
    if (p == 0) return 0;
    const entry = entryOf(PROCESS, 0, key, keyLength);
    if (!isFirst(entry, stamp)) return 0;
    const status = ownStatus(entry);
    if (load<u8>(p) != 0x7b) {
      p = valueEnd(p, end);
    } else if (status == STATUS_NEW || status == STATUS_STRANGE) {
      if (status == STATUS_NEW) newProcess = entry;
      rewindLog();
      return 0;
    } else if (status == STATUS_EXCLUDED) {
      if (!logDrop(0, OTHER_PROCESS)) return 0;
      p = valueEnd(p, end);
    } else {
      const process = load<u32>(entry, VARIANT_NUMBER);
      p = readSections(process == 0 ? wantedOfParent : wanted, process, p, end);
    }
    if (p == 0) return 0;
    p = past(p);
    const byte = load<u8>(p);
    if (byte == 0x7d) return p + 1;
    if (byte != 0x2c) return 0;
    p = past(p + 1);
  }
  return 0;
}

/**
 * Reads a list of child payloads, objects whose members are sections of one process.
 *
 * @returns What follows it; 0 if it was not understood, and `NO_OBJECTS` if it is no list of objects.
 */
export function readChildren(wanted: u32, process: u32, p: usize, end: usize): usize {
  if (load<u8>(p) != 0x5b) return NO_OBJECTS;
  p = past(p + 1);
  if (load<u8>(p) == 0x5d) return p + 1;
  while (p < end) {
    if (load<u8>(p) != 0x7b) return NO_OBJECTS;
    p = readSections(wanted, process, p, end);
    if (p == 0) return 0;
    p = past(p);
    const byte = load<u8>(p);
    if (byte == 0x5d) return p + 1;
    if (byte != 0x2c) return 0;
    p = past(p + 1);
  }
  return 0;
}
