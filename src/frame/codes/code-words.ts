import { codeHashes } from "./code-hashes.js";
import { finishHash, mixWord } from "./mix-hash.js";
import type { Codes } from "./types.js";

/** Gives codes to rows of a fixed number of 32-bit words each: numbers have two, UUIDs four. */
export function codeWords(
  words: Int32Array | Uint32Array,
  wordsPerRow: number,
  valid: Uint8Array | null,
): Codes {
  const hashes = new Int32Array(words.length / wordsPerRow);
  for (let row = 0, i = 0; row < hashes.length; row++) {
    let hash = 0x9e3779b9;
    for (const end = i + wordsPerRow; i < end; i++) hash = mixWord(hash, words[i]!);
    hashes[row] = finishHash(hash);
  }
  return codeHashes(hashes, valid, (a, b) => {
    for (let i = 0; i < wordsPerRow; i++) {
      if (words[a * wordsPerRow + i] !== words[b * wordsPerRow + i]) return false;
    }
    return true;
  });
}
