import { SlotTable } from "../codes/slot-table.js";

/** Finds the code of a string by its bytes, so that a string is made only when it is met for the first time. */
export interface AsciiCodes {
  /** The code that `add` was given for these bytes, or what `codeOf` says of them. */
  get(bytes: Uint8Array, start: number, end: number): number;
}

/**
 * Starts a table of codes.
 *
 * @param dictionary - The strings by code; grows under the table's hands.
 * @param codeOf - Gives the code of bytes that are not in the table yet.
 */
export function asciiCodes(
  dictionary: readonly string[],
  codeOf: (bytes: Uint8Array, start: number, end: number) => number,
): AsciiCodes {
  const table = new SlotTable();
  return {
    get: (bytes, start, end) => {
      let hash = end - start;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
      hash ^= hash >>> 15;
      const { slots, hashes, mask } = table;
      let slot = hash & mask;
      for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
        if (hashes[slot] !== hash) continue;
        const code = slots[slot]! - 1;
        if (isEqual(dictionary[code]!, bytes, start, end)) return code;
      }
      const code = codeOf(bytes, start, end);
      table.take(slot, hash, code);
      return code;
    },
  };
}

function isEqual(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
