import { Buffer } from "node:buffer";
import type { ByteSource } from "../../src/decode/byte-source.js";

/** What stands for chance, so that a seed repeats it. */
export type Random = () => number;
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const oneOf = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)]!;

/** What a source gave, and why there is no more. */
export interface Content {
  readonly content: Buffer;
  readonly failure: string | null;
}

/** Gives bytes in chunks, each with memory of its own. */
export async function* cut(bytes: Uint8Array, sizeOf: () => number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const size = sizeOf();
    yield Uint8Array.from(bytes.subarray(at, at + size));
    at += size;
  }
}

/** Reads a source to its end. */
export async function readSource(source: ByteSource): Promise<Content> {
  const pieces: Uint8Array[] = [];
  for (let piece = await source.next(); piece !== null; piece = await source.next()) {
    pieces.push(Uint8Array.from(piece));
  }
  const { failure } = source;
  await source.close();
  return { content: Buffer.concat(pieces), failure };
}

/** Content of all sorts: nothing, noise, runs, repeats from near and far, text. */
export function someContent(random: Random): Buffer {
  const pieces: Buffer[] = [];
  for (let i = below(random, 12); i > 0; i--) {
    const length = below(random, oneOf(random, [3, 40, 300, 3000, 40_000]));
    const whole = Buffer.concat(pieces);
    const from = below(random, whole.length);
    const makers = [
      () => Buffer.from(Array.from({ length }, () => below(random, 256))),
      () => Buffer.from(Array.from({ length }, () => 0x61 + below(random, 1 + below(random, 20)))),
      () => Buffer.alloc(length, below(random, 256)),
      () => Buffer.alloc(length, Buffer.from("abcdefghijklmnopq".slice(0, 1 + below(random, 17)))),
      () => whole.subarray(from, from + length),
      () => Buffer.from(JSON.stringify(Array.from({ length: length / 9 }, () => below(random, 1e6)))),
    ];
    pieces.push(oneOf(random, makers)());
  }
  return Buffer.concat(pieces);
}

/** Bytes cut, left out, put in, changed or added. */
export function mutate(random: Random, stored: Buffer): Buffer {
  const bytes = Buffer.from(stored);
  const at = below(random, random() < 0.3 ? Math.min(40, bytes.length) : bytes.length);
  const to = Math.min(bytes.length, at + 1 + below(random, 20));
  const noise = Buffer.from(Array.from({ length: to - at }, () => below(random, 256)));
  const ways = [
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(to)]),
    () => {
      bytes[at] = bytes[at]! ^ (1 << below(random, 8));
      return bytes;
    },
    () => Buffer.concat([bytes, noise]),
  ];
  return oneOf(random, ways)();
}
