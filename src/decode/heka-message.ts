import { Buffer } from "node:buffer";
import { HEKA_FIELD_WORDS, type HekaWalk, type Projector } from "../kernel/index.js";
import { INCOMPLETE, MALFORMED, ProtobufWalk } from "./protobuf-walk.js";

/** The types of a Heka field's values, by their protobuf number. */
export const HEKA_STRING = 0;
export const HEKA_BYTES = 1;
const HEKA_BOOL = 4;

/** One field of a message. Text stays where it is; the span is empty where there is no value. */
export interface HekaFieldSpan {
  nameStart: number;
  nameEnd: number;
  /** STRING 0, BYTES 1, INTEGER 2, DOUBLE 3, BOOL 4. */
  type: number;
  /** The first value's span, for STRING and BYTES. */
  start: number;
  end: number;
  /** The first value, for INTEGER, DOUBLE and BOOL. */
  scalar: number | boolean | null;
}

/** A Heka message with spans into the bytes that it was read from. */
export interface HekaMessage {
  bytes: Buffer;
  timestampNs: bigint;
  /** The nearest double of `timestampNs`. */
  timestamp: number;
  typeStart: number;
  typeEnd: number;
  hostnameStart: number;
  hostnameEnd: number;
  payloadStart: number;
  payloadEnd: number;
  readonly fields: HekaFieldSpan[];
  /** The kernel's walk, while it tells of this message. */
  walk: HekaWalk | null;
}

const NO_BYTES = Buffer.alloc(0);

/** Reads Heka messages, one after the other into the same object. */
export class HekaMessages {
  readonly #walk = new ProtobufWalk();
  /** The fields of any message so far, for the next one's. */
  readonly #spans: HekaFieldSpan[] = [];
  readonly #message: HekaMessage = {
    bytes: NO_BYTES,
    timestampNs: 0n,
    timestamp: 0,
    typeStart: 0,
    typeEnd: 0,
    hostnameStart: 0,
    hostnameEnd: 0,
    payloadStart: 0,
    payloadEnd: 0,
    fields: [],
    walk: null,
  };
  readonly #projector: Projector | null;

  /** @param projector - Reads those that lie in its bytes. */
  constructor(projector: Projector | null = null) {
    this.#projector = projector;
  }

  /**
   * Reads a Heka message's structure, without decoding its text. The message is valid until the next one is read.
   *
   * Stricter than protobuf in one thing: a known field of the wrong wire type is malformed, not unknown.
   *
   * @param available - Where the bytes at hand end; before `end` if the message is not complete yet.
   * @returns `"malformed"` if the bytes can't be a message whatever follows, `"incomplete"` if they are the
   * beginning of one.
   */
  read(
    bytes: Buffer,
    start: number,
    end: number,
    available: number = end,
  ): HekaMessage | "malformed" | "incomplete" {
    const heka = available === end && bytes === this.#projector?.bytes ? this.#projector.heka : null;
    const count = heka === null ? -1 : heka.read(start, end);
    // What the kernel refuses is looked at once more.
    if (count >= 0) return this.#take(heka!, count, bytes);
    const walk = this.#walk;
    walk.bytes = bytes;
    walk.position = start;
    walk.end = end;
    walk.available = available;
    try {
      return this.#readMessage(walk);
    } catch (error) {
      if (error === MALFORMED) return "malformed";
      if (error === INCOMPLETE) return "incomplete";
      throw error;
    } finally {
      walk.bytes = NO_BYTES;
    }
  }

  /** Takes over the message that the kernel has read. */
  #take(walk: HekaWalk, count: number, bytes: Buffer): HekaMessage {
    const message = this.#message;
    const { spans, fields: words, numbers } = walk;
    message.bytes = bytes;
    message.walk = walk;
    message.timestamp = walk.timestamp;
    message.timestampNs = walk.timestampNs;
    message.typeStart = spans[0]!;
    message.typeEnd = spans[1]!;
    message.hostnameStart = spans[2]!;
    message.hostnameEnd = spans[3]!;
    message.payloadStart = spans[4]!;
    message.payloadEnd = spans[5]!;
    for (let i = 0; i < count; i++) {
      const at = i * HEKA_FIELD_WORDS;
      const field = this.#field(i);
      field.nameStart = words[at]!;
      field.nameEnd = words[at + 1]!;
      field.start = words[at + 2]!;
      field.end = words[at + 3]!;
      field.type = words[at + 4]!;
      const number = numbers[(at >> 1) + 3]!;
      field.scalar = words[at + 5] === 0 ? null : field.type === HEKA_BOOL ? number !== 0 : number;
    }
    if (message.fields.length > count) message.fields.length = count;
    return message;
  }

  /** The field at a place, which the message then has. */
  #field(place: number): HekaFieldSpan {
    const { fields } = this.#message;
    if (place < fields.length) return fields[place]!;
    if (place === this.#spans.length) this.#spans.push(emptyField());
    fields.push(this.#spans[place]!);
    return fields[place]!;
  }

  #readMessage(walk: ProtobufWalk): HekaMessage {
    const message = this.#message;
    message.bytes = walk.bytes as Buffer;
    message.walk = null;
    message.timestamp = message.typeStart = message.typeEnd = 0;
    message.timestampNs = 0n;
    message.hostnameStart = message.hostnameEnd = message.payloadStart = message.payloadEnd = 0;
    message.fields.length = 0;
    const end = walk.end;
    let hasUuid = false;
    let hasTimestamp = false;
    while (walk.position < end) {
      const tag = walk.varint();
      switch (tag) {
        case 0x0a:
          walk.skipSpan();
          hasUuid = true;
          break;
        case 0x10:
          message.timestamp = walk.integer();
          message.timestampNs = walk.long();
          hasTimestamp = true;
          break;
        case 0x1a:
          message.typeStart = walk.span();
          message.typeEnd = walk.position;
          break;
        case 0x32:
          message.payloadStart = walk.span();
          message.payloadEnd = walk.position;
          break;
        case 0x4a:
          message.hostnameStart = walk.span();
          message.hostnameEnd = walk.position;
          break;
        case 0x22: // logger
        case 0x3a: // env_version
          walk.skipSpan();
          break;
        case 0x28: // severity
        case 0x40: // pid
          walk.varint();
          break;
        case 0x52: {
          readField(walk, this.#field(message.fields.length));
          walk.end = end;
          break;
        }
        default:
          walk.skip(tag, 10);
      }
    }
    if (!hasUuid || !hasTimestamp) throw MALFORMED;
    return message;
  }
}

function emptyField(): HekaFieldSpan {
  return { nameStart: -1, nameEnd: -1, type: 0, start: 0, end: 0, scalar: null };
}

/** Reads one field; leaves `end` at its own end. */
function readField(walk: ProtobufWalk, field: HekaFieldSpan): void {
  const length = walk.varint();
  if (length > walk.end - walk.position) throw MALFORMED;
  const end = walk.position + length;
  walk.end = end;
  field.nameStart = field.nameEnd = -1;
  field.type = field.start = field.end = 0;
  field.scalar = null;
  let stringStart = 0;
  let stringEnd = 0;
  let bytesStart = 0;
  let bytesEnd = 0;
  let integer: number | null = null;
  let double: number | null = null;
  let bool: boolean | null = null;
  while (walk.position < end) {
    const tag = walk.varint();
    switch (tag) {
      case 0x0a:
        field.nameStart = walk.span();
        field.nameEnd = walk.position;
        break;
      case 0x10:
        field.type = walk.varint();
        if (field.type > 4) throw MALFORMED;
        break;
      case 0x1a: // representation
        walk.skipSpan();
        break;
      case 0x22: {
        const start = walk.span();
        if (stringStart === 0) {
          stringStart = start;
          stringEnd = walk.position;
        }
        break;
      }
      case 0x2a: {
        const start = walk.span();
        if (bytesStart === 0) {
          bytesStart = start;
          bytesEnd = walk.position;
        }
        break;
      }
      case 0x30:
      case 0x32:
        for (const past = walk.packedEnd(tag); walk.position < past || past < 0; ) {
          const value = walk.integer();
          integer ??= value;
          if (past < 0) break;
        }
        walk.end = end;
        break;
      case 0x39:
      case 0x3a:
        for (const past = walk.packedEnd(tag); walk.position < past || past < 0; ) {
          const value = walk.double();
          double ??= value;
          if (past < 0) break;
        }
        walk.end = end;
        break;
      case 0x40:
      case 0x42:
        for (const past = walk.packedEnd(tag); walk.position < past || past < 0; ) {
          const value = walk.varint() !== 0;
          bool ??= value;
          if (past < 0) break;
        }
        walk.end = end;
        break;
      default:
        walk.skip(tag, 8);
    }
  }
  if (field.nameStart < 0) throw MALFORMED;
  if (field.type === HEKA_STRING) {
    field.start = stringStart;
    field.end = stringEnd;
  } else if (field.type === HEKA_BYTES) {
    field.start = bytesStart;
    field.end = bytesEnd;
  } else {
    field.scalar = field.type === 2 ? integer : field.type === 3 ? double : bool;
  }
}
