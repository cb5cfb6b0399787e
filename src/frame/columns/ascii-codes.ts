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
  // An open-addressing table: codes plus one by slot, 0 where it is free, and the hash of each taken slot.
  let slots = new Int32Array(256);
  let hashes = new Int32Array(256);
  let taken = 0;

  const take = (hash: number, code: number): void => {
    if (taken * 2 >= slots.length) grow();
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = code + 1;
    hashes[slot] = hash;
    taken += 1;
  };
  const grow = (): void => {
    const [oldSlots, oldHashes] = [slots, hashes];
    slots = new Int32Array(oldSlots.length * 4);
    hashes = new Int32Array(oldSlots.length * 4);
    taken = 0;
    for (let i = 0; i < oldSlots.length; i++) if (oldSlots[i] !== 0) take(oldHashes[i]!, oldSlots[i]! - 1);
  };

  return {
    get: (bytes, start, end) => {
      let hash = end - start;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
      hash ^= hash >>> 15;
      const mask = slots.length - 1;
      for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
        if (hashes[slot] !== hash) continue;
        const code = slots[slot]! - 1;
        if (isEqual(dictionary[code]!, bytes, start, end)) return code;
      }
      const code = codeOf(bytes, start, end);
      take(hash, code);
      return code;
    },
  };
}

function isEqual(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
