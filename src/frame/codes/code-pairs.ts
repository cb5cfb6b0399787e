import { codeHashes } from "./code-hashes.js";
import { finishHash, mixWord } from "./mix-hash.js";
import type { Codes } from "./types.js";

/** Gives codes to pairs of 32-bit words, one pair a row. */
export function codePairs(left: Int32Array, right: Int32Array): Codes {
  const hashes = new Int32Array(left.length);
  for (let row = 0; row < hashes.length; row++) {
    hashes[row] = finishHash(mixWord(mixWord(0x9e3779b9, left[row]!), right[row]!));
  }
  return codeHashes(hashes, null, (a, b) => left[a] === left[b] && right[a] === right[b]);
}
