import type { Projector, TrieNode } from "../kernel/index.js";
import type { Projection } from "./projection.js";

/**
 * The wanted values of one record, by slot of the projection's trie: as a span of JSON text in the projector's
 * bytes or, for what a record's frame carries, as a value. One object serves all records of an object in turn.
 */
export class RecordCells {
  readonly projector: Projector;
  /** When the server received the ping, in nanoseconds since 1970, exact; null where the format has none. */
  timestampNs: bigint | null = null;
  /** Where the record starts, in bytes of the uncompressed stream. */
  byteOffset = 0;
  /** Values that come from the frame, by slot; `undefined` where there is none. */
  readonly values: unknown[];
  /** Whether the values that the projection defers have not been checked to be JSON. */
  isDeferred = false;
  /** Whether the sink has found a deferred value that is no JSON: then the record is none, and nothing of it may count. */
  isRejected = false;
  /** Whether the record's frame says that there is something in the ping's payload. */
  isPayloadFilled = false;
  /** Whether no value comes from a frame, as no line has one. */
  readonly isText: boolean;
  readonly #payloadSlot: number;
  /** Slots of values that the projector may not have checked whole, though they are wanted so. */
  readonly #unchecked: readonly number[];
  readonly #deferred: readonly number[];

  constructor(
    { projector, trie, payloadSlot, isPayloadWanted, isChecked, deferred }: Projection,
    isText: boolean,
  ) {
    this.projector = projector;
    this.isText = isText;
    this.values = new Array(trie.slots).fill(undefined);
    this.#payloadSlot = payloadSlot;
    const isUnchecked = ({ slot, children }: TrieNode): boolean =>
      slot >= 0 && children.size > 0 && (slot !== payloadSlot || isPayloadWanted);
    this.#unchecked = isChecked ? [] : trie.nodes.filter(isUnchecked).map(({ slot }) => slot);
    this.#deferred = deferred;
  }

  /** Checks the values that are deferred; false if the record is no JSON, and so rejected. For sinks that have not read them all. */
  checkDeferred(): boolean {
    const { projector } = this;
    const { starts, ends } = projector;
    this.isRejected =
      this.isDeferred &&
      this.#deferred.some((slot) => ends[slot] !== 0 && !projector.isJson(starts[slot]!, ends[slot]!));
    return !this.isRejected;
  }

  /** Checks wanted values that the projector has not checked whole; false if one is no JSON, and so the record neither. */
  checkWanted(): boolean {
    const { projector } = this;
    const { starts, ends } = projector;
    return this.#unchecked.every((slot) => ends[slot] === 0 || projector.isJson(starts[slot]!, ends[slot]!));
  }

  /** Makes the value in a slot, as `JSON.parse` would; `undefined` where there is none. */
  value(slot: number): unknown {
    const value = this.values[slot];
    if (value !== undefined) return value;
    const { starts, ends, bytes } = this.projector;
    const end = ends[slot]!;
    return end === 0 ? undefined : JSON.parse(bytes.toString("utf8", starts[slot]!, end));
  }

  /** Whether the ping has a payload with something in it. */
  hasPayload(): boolean {
    if (this.isPayloadFilled) return true;
    const { starts, ends, bytes } = this.projector;
    let start = starts[this.#payloadSlot]!;
    if (ends[this.#payloadSlot] === 0) return Boolean(this.values[this.#payloadSlot]);
    const first = bytes[start]!;
    if (first === OPEN_OBJECT || first === OPEN_LIST) {
      do start++;
      while (bytes[start]! <= 0x20);
      return bytes[start] !== first + 2;
    }
    return Boolean(this.value(this.#payloadSlot));
  }
}

const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
