import { Buffer } from "node:buffer";
import { isJson } from "./is-json.js";
import {
  type PathTrie,
  type Projector,
  type ProjectorOptions,
  SPAN_ESCAPED,
  SPAN_WIDE,
  type TrieNode,
} from "./projector.js";
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  skipColon,
  skipScalar,
  skipSpace,
  skipString,
  skipUnchecked,
  skipValue,
} from "./skip-json.js";
import { unsnappy } from "./unsnappy.js";

const LINE_FEED = 0x0a;

/** A node of the trie with what is compared with bytes. */
interface Step extends TrieNode {
  /** The children's names in UTF-8, and the children. */
  readonly names: readonly Buffer[];
  readonly named: readonly number[];
  /** The children that are also items of a list, by index. */
  readonly items: ReadonlyMap<number, number>;
}

/**
 * Makes the projector that is plain TypeScript: what the WebAssembly module must agree with, and what stands in for it
 * where WebAssembly or its SIMD is missing. Takes any depth.
 *
 * @param trie - What is wanted; not kept.
 *
 * @example
 * const trie = compileTrie([["a", "b"]]);
 * const projector = createTypeScriptProjector(trie);
 * const length = projector.bytes.write('{"a":{"b":17}}');
 * projector.project(0, 0, length); // true
 * projector.bytes.toString("utf8", projector.starts[0], projector.ends[0]); // "17"
 */
export function createTypeScriptProjector(trie: PathTrie, options: ProjectorOptions = {}): Projector {
  return new TypeScriptProjector(trie, options);
}

class TypeScriptProjector implements Projector {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16);
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly flags: Uint8Array;
  members: Uint32Array = new Uint32Array(6 * 64);
  readonly heka: null = null;
  readonly batches: null = null;
  readonly #steps: readonly Step[];
  readonly #validates: boolean;
  #skip: typeof skipValue = skipValue;
  /** As `#skip`, for values that are wanted. */
  #skipWanted: typeof skipValue = skipValue;
  /** Where the text that is being read ends. */
  #end = 0;

  constructor(trie: PathTrie, options: ProjectorOptions) {
    this.starts = new Uint32Array(trie.slots);
    this.ends = new Uint32Array(trie.slots);
    this.flags = new Uint8Array(trie.slots);
    this.#steps = trie.nodes.map(toStep);
    this.#validates = options.validate !== false;
  }

  reserve(byteLength: number): void {
    if (byteLength + 64 <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(byteLength + 64, 2 * this.bytes.length));
    this.bytes.copy(larger);
    this.bytes = larger;
  }

  clear(): void {
    this.ends.fill(0);
  }

  project(node: number, start: number, end: number, isKnown = false): boolean {
    this.#end = end;
    this.#skip = this.#validates && !isKnown ? skipValue : skipUnchecked;
    this.#skipWanted = isKnown ? skipUnchecked : skipValue;
    const at = this.#readValue(skipSpace(this.bytes, start, end), this.#steps[node]!);
    return at >= 0 && skipSpace(this.bytes, at, end) === end;
  }

  projectLine(start: number, end: number): number {
    const lineFeed = this.bytes.subarray(0, end).indexOf(LINE_FEED, start);
    const lineEnd = lineFeed < 0 ? end : lineFeed;
    return this.project(0, start, lineEnd) ? lineEnd : -1;
  }

  /** Checks all, so that nothing is left to do. */
  projectDeferring(start: number, end: number): boolean {
    return this.project(0, start, end);
  }

  isJson(start: number, end: number): boolean {
    return isJson(this.bytes, start, end);
  }

  listMembers(start: number, end: number): number {
    const { bytes } = this;
    let at = skipSpace(bytes, start, end);
    const isObject = bytes[at] === OPEN_OBJECT;
    if (!isObject && bytes[at] !== OPEN_LIST) return 0;
    let count = 0;
    at = skipSpace(bytes, at + 1, end);
    while (at < end && bytes[at] !== CLOSE_OBJECT && bytes[at] !== CLOSE_LIST) {
      const keyStart = isObject ? at : 0;
      const keyEnd = isObject ? skipString(bytes, at, end) : 0;
      const valueStart = isObject ? skipColon(bytes, keyEnd, end) : at;
      at = skipUnchecked(bytes, valueStart, end);
      if (6 * count === this.members.length) this.#growMembers();
      this.members.set([keyStart, keyEnd, flagsOf(bytes, keyStart, keyEnd)], 6 * count);
      this.members.set([valueStart, at, flagsOf(bytes, valueStart, at)], 6 * count + 3);
      count += 1;
      at = skipSpace(bytes, at, end);
      if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1, end);
    }
    return count;
  }

  unsnappy(start: number, end: number, target: number, capacity: number): number {
    return unsnappy(this.bytes, start, end, target, capacity);
  }

  #growMembers(): void {
    const larger = new Uint32Array(2 * this.members.length);
    larger.set(this.members);
    this.members = larger;
  }

  /** Reads the value at `at`; gives what follows it, or -1 if there is none. So do the other readers. */
  #readValue(at: number, step: Step): number {
    const { bytes } = this;
    // Whatever a former key of the same name gave is forgotten, for the last one counts.
    this.ends.fill(0, step.lowSlot, step.highSlot);
    const first = at < this.#end ? bytes[at]! : 0;
    let after: number;
    if (step.children.size === 0) after = this.#skipWanted(bytes, at, this.#end);
    else if (first === OPEN_OBJECT) after = this.#readMembers(at + 1, step);
    else if (first === OPEN_LIST) after = this.#readItems(at + 1, step);
    else after = skipScalar(bytes, at, this.#end);
    if (after >= 0 && step.slot >= 0) {
      this.starts[step.slot] = at;
      this.ends[step.slot] = after;
      this.flags[step.slot] = flagsOf(bytes, at, after);
    }
    return after;
  }

  #readMembers(at: number, step: Step): number {
    const { bytes } = this;
    const end = this.#end;
    at = skipSpace(bytes, at, end);
    if (at < end && bytes[at] === CLOSE_OBJECT) return at + 1;
    for (;;) {
      const keyEnd = skipString(bytes, at, end);
      if (keyEnd < 0) return -1;
      const child = this.#childNamed(at, keyEnd, step);
      at = skipColon(bytes, keyEnd, end);
      if (at < 0) return -1;
      at = child === undefined ? this.#skip(bytes, at, end) : this.#readValue(at, this.#steps[child]!);
      if (at < 0) return -1;
      at = skipSpace(bytes, at, end);
      if (at >= end || bytes[at] !== COMMA) break;
      at = skipSpace(bytes, at + 1, end);
    }
    return at < end && bytes[at] === CLOSE_OBJECT ? at + 1 : -1;
  }

  #readItems(at: number, step: Step): number {
    const { bytes } = this;
    const end = this.#end;
    at = skipSpace(bytes, at, end);
    if (at < end && bytes[at] === CLOSE_LIST) return at + 1;
    for (let index = 0; ; index++) {
      const child = step.items.get(index);
      at = child === undefined ? this.#skip(bytes, at, end) : this.#readValue(at, this.#steps[child]!);
      if (at < 0) return -1;
      at = skipSpace(bytes, at, end);
      if (at >= end || bytes[at] !== COMMA) break;
      at = skipSpace(bytes, at + 1, end);
    }
    return at < end && bytes[at] === CLOSE_LIST ? at + 1 : -1;
  }

  /** The child that a key, quotes included, is the name of. */
  #childNamed(start: number, end: number, step: Step): number | undefined {
    const { bytes } = this;
    if ((flagsOf(bytes, start, end) & SPAN_ESCAPED) !== 0) {
      return step.children.get(JSON.parse(bytes.toString("utf8", start, end)));
    }
    const found = step.names.findIndex((name) => {
      if (name.length !== end - start - 2) return false;
      let i = 0;
      while (i < name.length && name[i] === bytes[start + 1 + i]) i += 1;
      return i === name.length;
    });
    return step.named[found];
  }
}

function toStep(node: TrieNode): Step {
  const entries = [...node.children];
  const indexes = entries.filter(([name]) => /^(0|[1-9]\d{0,9})$/.test(name));
  return {
    ...node,
    names: entries.map(([name]) => Buffer.from(name)),
    named: entries.map(([, child]) => child),
    items: new Map(indexes.map(([name, child]) => [Number(name), child])),
  };
}

/** The flags of a span, if it is a string. */
function flagsOf(bytes: Uint8Array, start: number, end: number): number {
  let flags = 0;
  if (start === end || bytes[start] !== QUOTE) return flags;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === BACKSLASH) flags |= SPAN_ESCAPED;
    else if (byte >= 0x80) flags |= SPAN_WIDE;
  }
  return flags;
}
