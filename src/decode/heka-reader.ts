import type { ByteWindow } from "./byte-window.js";
import { cellsFromHekaMessage } from "./heka-cells.js";
import { HekaFields } from "./heka-fields.js";
import { parseHekaHeader } from "./heka-header.js";
import { type HekaMessage, HekaMessages } from "./heka-message.js";
import { pingFromHekaMessage } from "./heka-ping.js";
import { HekaSections } from "./heka-sections.js";
import { RecordCells } from "./record-cells.js";
import type { ReaderOptions, RecordReader, StreamState } from "./record-reader.js";
import type { RecordSink } from "./record-sink.js";
import { isSnappyPrefix, uncompressSnappy, uncompressSnappyInto } from "./snappy-block.js";
import type { DamageKind, DecodedRecord } from "./types.js";

const RECORD_SEPARATOR = 0x1e;
const UNIT_SEPARATOR = 0x1f;
/** Where, from its start, the header of a record ends that holds nothing but the message length. */
const PLAIN_HEADER_END = 8;
/** A message that is longer is checked before the rest is waited for. */
const CHECKED_BYTES = 1 << 18;

/** A record, where it ends, and what speaks against it. */
interface Success {
  /** The record as a document; null if its wanted values are in the cells, until the next record is tried. */
  readonly record: DecodedRecord | null;
  readonly end: number;
  /** Whether another record, or nothing, follows. */
  readonly isFollowed: boolean;
  /** Whether it may hold other records: it has a signed header, or content that is not JSON. */
  readonly isSpacious: boolean;
}
interface Failure {
  readonly kind: DamageKind;
  readonly message: string;
  /** Where the next record starts, if the frame fits what follows: surely a record then, only a bad one. */
  readonly next: number | null;
}
type Outcome = Success | Failure | "more";

/**
 * Reads Heka records, and finds the next one after damage.
 *
 * The record separator also occurs inside records, and a length can be wrong. So after damage every
 * separator, the damaged record's inside included, is tried: what decodes wholly is a record. A record that
 * decodes but is not followed by a separator is looked into as well, since its length may span others.
 */
export class HekaReader implements RecordReader {
  readonly #options: ReaderOptions;
  readonly #messages: HekaMessages;
  readonly #sections: HekaSections;
  readonly #cells: RecordCells | null;
  readonly #fields: HekaFields | null;
  /** Whether bytes are being skipped because of damage already reported. */
  #isLost = false;
  /** The stream offset at which a bad record in a good frame ends. */
  #expected = -1;
  /** The long message that was checked last, by its stream offset, and how much of it. */
  #checked = { offset: -1, byteLength: 0 };

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#sections = new HekaSections(options.wants);
    const { projection } = options;
    this.#messages = new HekaMessages(projection?.projector);
    this.#cells = projection === null ? null : new RecordCells(projection, false);
    this.#fields = projection === null ? null : new HekaFields(projection);
  }

  read(window: ByteWindow, state: StreamState, sink: RecordSink): void {
    for (;;) {
      const at = this.#findSeparator(window);
      window.start = at;
      if (at === window.end) return;
      const outcome =
        this.#isLost || window.bytes[at] === RECORD_SEPARATOR ? this.#attempt(window, at, state) : SEPARATOR;
      if (outcome === "more") return;
      if ("record" in outcome) {
        this.#isLost = false;
        if (outcome.record === null) sink.takeCells(this.#cells!);
        else sink.takeDocument(outcome.record);
        window.start = outcome.end;
        continue;
      }
      const isSilent = outcome.kind === "truncation" && state === "cut";
      const isExpected = !this.#isLost || at === this.#expected - window.base;
      if ((isExpected || outcome.next !== null) && !isSilent) {
        this.#options.report({ kind: outcome.kind, byteOffset: window.base + at, message: outcome.message });
      }
      if (outcome.next !== null) this.#expected = window.base + outcome.next;
      this.#isLost = true;
      window.start = at + 1;
    }
  }

  /** Where the next record should start: past white space or, after damage, at any separator. */
  #findSeparator(window: ByteWindow): number {
    const { bytes, start, end } = window;
    if (!this.#isLost) return skipSpace(bytes, start, end);
    const at = bytes.subarray(0, end).indexOf(RECORD_SEPARATOR, start);
    return at < 0 ? end : at;
  }

  /** Tries the record at `at`, and whatever it may have swallowed. */
  #attempt(window: ByteWindow, at: number, state: StreamState): Outcome {
    const outcome = this.#decodeAt(window, at, state);
    if (outcome === "more" || !("record" in outcome)) return outcome;
    if (outcome.isFollowed && !outcome.isSpacious) return outcome;
    const find = (from: number): number =>
      window.bytes.subarray(0, outcome.end).indexOf(RECORD_SEPARATOR, from);
    for (let p = find(at + 1); p >= 0; p = find(p + 1)) {
      const swallowed = this.#decodeAt(window, p, state);
      if (swallowed === "more") return "more";
      if ("record" in swallowed) return LENGTH;
    }
    // The cells now hold what was tried last.
    return outcome.record === null ? this.#decodeAt(window, at, state) : outcome;
  }

  #decodeAt(window: ByteWindow, at: number, state: StreamState): Outcome {
    const { bytes, end } = window;
    const isOpen = state === "open";
    const headerEnd = at + 2 + (at + 1 < end ? bytes[at + 1]! : 0);
    if (at + 1 >= end || headerEnd >= end) return isOpen ? "more" : TRUNCATION;
    const messageLength = parseHekaHeader(bytes, at + 2, headerEnd);
    if (messageLength === null) return HEADER;
    if (messageLength > this.#options.maxRecordBytes) return LENGTH;
    if (bytes[headerEnd] !== UNIT_SEPARATOR) return UNIT;
    const messageStart = headerEnd + 1;
    const messageEnd = messageStart + messageLength;
    if (messageEnd > end) {
      if (this.#isHopeless(window, messageStart, messageEnd, end)) return LENGTH;
      return isOpen ? "more" : TRUNCATION;
    }
    const next = skipSpace(bytes, messageEnd, end);
    if (next === end && isOpen) return "more";
    const isFollowed = next === end || bytes[next] === RECORD_SEPARATOR;
    const message = this.#readMessage(window, messageStart, messageEnd);
    if ("kind" in message) {
      if (this.#isHopeless(window, messageStart, messageEnd, messageEnd)) return LENGTH;
      return { ...message, next: isFollowed ? next : null };
    }
    const cells = this.#cells;
    if (cells !== null && message.bytes === window.bytes) {
      const found = cellsFromHekaMessage(message, this.#options.projection!, this.#fields!, cells);
      if (found !== null) {
        cells.timestampNs = message.timestampNs;
        cells.byteOffset = window.base + at;
        const isSpacious = found.isOpaque || headerEnd - at > PLAIN_HEADER_END;
        return { record: null, end: messageEnd, isFollowed, isSpacious };
      }
    }
    const result = pingFromHekaMessage(message, this.#options.maxRecordBytes, this.#sections);
    if ("kind" in result) return { ...result, next: isFollowed ? next : null };
    const byteOffset = window.base + at;
    return {
      record: { ping: result.ping, timestampNs: message.timestampNs, byteOffset },
      end: messageEnd,
      isFollowed,
      isSpacious: result.isOpaque || headerEnd - at > PLAIN_HEADER_END,
    };
  }

  /** Reads a message as the original does: as a Snappy block, or else as it is. */
  #readMessage(window: ByteWindow, start: number, end: number): HekaMessage | Failure {
    const { maxRecordBytes, projection } = this.#options;
    const block =
      projection === null
        ? uncompressSnappy(window.bytes, start, end, maxRecordBytes)
        : uncompressSnappyInto(window, start, end, maxRecordBytes, projection.projector);
    if (block !== null) {
      const message = this.#messages.read(block.bytes, block.start, block.end);
      if (typeof message !== "string") return message;
    }
    const { bytes } = window;
    const message = this.#messages.read(bytes, start, end);
    if (typeof message !== "string") return message;
    return block === null && isSnappyPrefix(bytes, start, end, Math.min(start + 5, end)) ? SNAPPY : PROTOBUF;
  }

  /**
   * Tells whether what is there of a long message shows that it can't be one, so as not to wait for the rest.
   *
   * Looks at the longest of 256 KiB, 512 KiB, 1 MiB … at hand, so that the answer doesn't depend on how the
   * stream is cut into chunks.
   */
  #isHopeless(window: ByteWindow, start: number, end: number, available: number): boolean {
    const { bytes, base } = window;
    let atHand = CHECKED_BYTES;
    if (available - start < atHand) return false;
    while (atHand * 2 <= available - start) atHand *= 2;
    const offset = base + start;
    const isKnown = available < end && this.#checked.offset === offset && this.#checked.byteLength === atHand;
    if (isKnown) return false;
    this.#checked = { offset, byteLength: atHand };
    return (
      this.#messages.read(bytes, start, end, start + atHand) === "malformed" &&
      !isSnappyPrefix(bytes, start, end, start + atHand)
    );
  }
}

/** Skips what text tools leave behind records, such as a newline at the end of a file. */
function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x20 || bytes[at] === 0x09))
    at++;
  return at;
}

function failure(kind: DamageKind, message: string): Failure {
  return { kind, message, next: null };
}
const SEPARATOR = failure("separator", "record separator missing");
const HEADER = failure("header", "header is not a Heka header");
const LENGTH = failure("header", "message length can't be true");
const UNIT = failure("unit-separator", "unit separator missing");
const PROTOBUF = failure("protobuf", "message is not a Heka message");
const SNAPPY = failure("snappy", "message is neither a Snappy block nor a Heka message");
const TRUNCATION = failure("truncation", "record ends early");
