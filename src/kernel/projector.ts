import type { Buffer } from "node:buffer";
import type { CellBatches } from "./cell-batches.js";
import type { HekaWalk } from "./heka-walk.js";

/** A path's end or a step on the way, by position in `nodes`; node 0 is the document's root. */
export interface TrieNode {
  /** The slot of the value at this node; -1: no wanted path ends here. */
  readonly slot: number;
  /** The nodes one member further, by its name. */
  readonly children: ReadonlyMap<string, number>;
  /** Slots of this node and all below it: lowSlot <= s < highSlot. */
  readonly lowSlot: number;
  readonly highSlot: number;
}

/** Wanted paths as a trie; plain data. Slots are numbered depth first, so that a node's subtree is a range. */
export interface PathTrie {
  readonly nodes: readonly TrieNode[];
  /** The slot of each path, by its index in the list given. */
  readonly slotOf: readonly number[];
  readonly slots: number;
}

/** Flag of a span that is a string holding a backslash. */
export const SPAN_ESCAPED = 1;
/** Flag of a span that is a string holding bytes from 0x80 up, so that it may need UTF-8 decoding. */
export const SPAN_WIDE = 2;

/** What a column holds that is written from a slot's values; `any`: what its first value is decides. */
export interface CellColumn {
  /** -1: it is not written from a slot's values. */
  readonly slot: number;
  readonly sort: "uuid" | "number" | "string" | "any";
}

/** Rows of a column, as columns of frames take them; the rooms know nothing of each other. */
export type CellBatch = {
  readonly length: number;
  /** How many rows have no value, and for each row whether it has one. */
  readonly missing: number;
  readonly valid: Uint8Array;
} & (
  | { readonly sort: "numbers"; readonly numbers: Float64Array }
  /** Four words a row, that hold a UUID's bytes from the highest down. */
  | { readonly sort: "uuids"; readonly words: Uint32Array }
  /** Row i is the ASCII text in [ends[i], ends[i + 1]) of `bytes`. */
  | { readonly sort: "texts"; readonly bytes: Uint8Array; readonly ends: Uint32Array }
  /** A row is the text that its code has: code c is [ends[c], ends[c + 1]), in all batches of a column. */
  | {
      readonly sort: "codes";
      readonly codes: Uint32Array;
      readonly bytes: Uint8Array;
      readonly ends: Uint32Array;
    }
);

/** Finds the values at wanted paths in JSON text, as spans of its bytes. */
export interface Projector {
  /** The memory that documents are put in; replaced when it grows (re-read after reserve). */
  readonly bytes: Buffer;
  /** Makes `bytes` at least this long; keeps what is there. 64 spare bytes behind are guaranteed to be readable. */
  reserve(byteLength: number): void;
  /**
   * Spans by slot: [starts[s], ends[s]) is the value's JSON text, quotes included; ends[s] === 0: missing. Valid until
   * the next project/clear.
   */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** {@link SPAN_ESCAPED} and {@link SPAN_WIDE} by slot, where the value is a string. */
  readonly flags: Uint8Array;
  /** Makes all slots missing. */
  clear(): void;
  /**
   * Reads the JSON text in [start, end) as the value at a trie node, setting the slots of that node and below (those not
   * found become missing). Whitespace around is allowed as JSON allows. False: rejected, slots are then undefined.
   * Text that is known to be JSON needs no checking.
   */
  project(node: number, start: number, end: number, isKnown?: boolean): boolean;
  /**
   * As {@link Projector.project} at the document's root, of the JSON text that starts at `start` and ends with its line,
   * all of it checked. Returns where the line ends: at its line feed or at `end`, where the last line ends; -1 if it is
   * rejected. That may be for what the next line begins with: ask `project` then.
   */
  projectLine(start: number, end: number): number;
  /**
   * As {@link Projector.project} at the document's root, but objects and lists that are deferred are not checked, only
   * skipped: whoever reads them must find out whether they are JSON. Those of others would not be asked for: false if
   * one was found that no slot tells of, as happens where a name occurs twice.
   */
  projectDeferring(start: number, end: number): boolean;
  /** Whether [start, end) is JSON text. */
  isJson(start: number, end: number): boolean;
  /**
   * Lists the members of the object, or the items of the list, in [start, end), known to be JSON. Returns how many; spans
   * in `members`: keyStart, keyEnd, keyFlags, valueStart, valueEnd, valueFlags, six a member (keys with quotes; 0,0,0 for
   * list items). Duplicate keys are all listed, in order.
   */
  listMembers(start: number, end: number): number;
  readonly members: Uint32Array;
  /**
   * Decompresses the raw Snappy block in [start, end) to `target`, where `capacity` bytes and 64 more may be written.
   * Returns the length, or -1 if the bytes are not a block, or one of more than `capacity` bytes.
   */
  unsnappy(start: number, end: number, target: number, capacity: number): number;
  /** Reads Heka messages in `bytes`; null where it is to be done in TypeScript. */
  readonly heka: HekaWalk | null;
  /** Takes the values that were found into columns; null where it is to be done in TypeScript. */
  readonly batches: CellBatches | null;
}

/** Options of projectors. */
export interface ProjectorOptions {
  /** Whether values that nobody wants are checked to be JSON too; those that are wanted
   * always are, but for members of an object or list that is wanted whole and in parts that are no such part. @defaultValue true */
  readonly validate?: boolean;
  /** The slots whose objects and lists {@link Projector.projectDeferring} does not check. @defaultValue none */
  readonly deferred?: readonly number[];
  /** The columns that {@link Projector.batches} takes values into. @defaultValue none */
  readonly columns?: readonly CellColumn[];
}
