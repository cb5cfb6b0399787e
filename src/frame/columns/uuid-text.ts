/** How many characters a UUID has. */
export const uuidLength = 36;

/** Where the digits stand, two by two; the characters between are hyphens. */
export const uuidPairs: readonly number[] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/** The characters of each byte's two digits, one after the other. */
const digits: Uint8Array = Uint8Array.from({ length: 512 }, (_, i) => {
  const digit = i % 2 === 0 ? i >> 5 : (i >> 1) & 15;
  return digit < 10 ? 48 + digit : 87 + digit;
});

const decoder = new TextDecoder("latin1");
const scratch: Uint8Array = new Uint8Array(uuidLength).fill(45);

/** Writes a row of {@link UuidColumn} as its 36 characters; what lies between the digits stays. */
export function writeUuidDigits(words: Uint32Array, row: number, target: Uint8Array, start: number): void {
  for (let i = 0; i < 16; i++) {
    const byte = (words[row * 4 + (i >> 2)]! >>> (24 - 8 * (i & 3))) & 255;
    const at = start + uuidPairs[i]!;
    target[at] = digits[byte * 2]!;
    target[at + 1] = digits[byte * 2 + 1]!;
  }
}

/** A row of {@link UuidColumn} as the bytes of its text. */
export function uuidBytes(words: Uint32Array, row: number): Uint8Array {
  const bytes = scratch.slice();
  writeUuidDigits(words, row, bytes, 0);
  return bytes;
}

/** A row of {@link UuidColumn} as text. */
export function uuidText(words: Uint32Array, row: number): string {
  writeUuidDigits(words, row, scratch, 0);
  return decoder.decode(scratch);
}
