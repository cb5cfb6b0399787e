import { Buffer } from "node:buffer";
import type { PathTrie } from "./projector.js";

const NODE_BYTES = 32;
const CHILD_BYTES = 16;
/** Names are compared eight bytes at a time. */
const NAME_SPARE = 8;
/** List indexes that fit the module's integers. */
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/**
 * Writes a trie as the WebAssembly module reads it (`assembly/project.ts` says how).
 *
 * @param at - Where in the module's memory it will lie; a multiple of 8.
 * @param deferred - The slots that may be left unchecked.
 * @returns The bytes, the place of each node in memory, and where the trie ends.
 */
export function layOutTrie(
  { nodes }: PathTrie,
  at: number,
  deferred: readonly number[] = [],
): { readonly bytes: Uint8Array; readonly nodes: readonly number[]; readonly end: number } {
  const names = nodes.map(({ children }) => [...children.keys()].map((name) => Buffer.from(name)));
  const nameBytes = names.flat().reduce((sum, name) => sum + aligned(name.length + NAME_SPARE), 0);
  const childCount = names.reduce((sum, list) => sum + list.length, 0);
  const childrenAt = nodes.length * NODE_BYTES;
  const namesAt = childrenAt + childCount * CHILD_BYTES;
  const bytes = Buffer.alloc(namesAt + nameBytes);
  const places = nodes.map((_, index) => at + index * NODE_BYTES);
  let child = childrenAt;
  let nameAt = namesAt;
  nodes.forEach((node, index) => {
    const place = index * NODE_BYTES;
    let lengths = 0n;
    let hasIndex = 0;
    bytes.writeUInt32LE(at + child, place + 8);
    bytes.writeUInt32LE(node.children.size, place + 12);
    bytes.writeInt32LE(node.slot, place + 16);
    bytes.writeUInt32LE(node.lowSlot, place + 20);
    bytes.writeUInt32LE(node.highSlot, place + 24);
    let i = 0;
    for (const [name, to] of node.children) {
      const text = names[index]![i++]!;
      const isIndex = INDEX.test(name);
      if (isIndex) hasIndex = 1;
      lengths |= 1n << BigInt(Math.min(text.length, 63));
      bytes.set(text, nameAt);
      bytes.writeUInt32LE(places[to]!, child);
      bytes.writeUInt32LE(at + nameAt, child + 4);
      bytes.writeUInt32LE(text.length, child + 8);
      bytes.writeInt32LE(isIndex ? Number(name) : -1, child + 12);
      child += CHILD_BYTES;
      nameAt += aligned(text.length + NAME_SPARE);
    }
    bytes.writeBigUInt64LE(lengths, place);
    const isDeferred = deferred.includes(node.slot) ? 2 : 0;
    bytes.writeUInt32LE(hasIndex | isDeferred, place + 28);
  });
  return { bytes, nodes: places, end: aligned(at + bytes.length) };
}

function aligned(length: number): number {
  return (length + 7) & ~7;
}
