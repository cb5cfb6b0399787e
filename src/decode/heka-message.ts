import type { Buffer } from "node:buffer";

/** The types of a Heka field's values, by their protobuf number. */
export const HEKA_STRING = 0;
export const HEKA_BYTES = 1;

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
  readonly bytes: Buffer;
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
}

const MALFORMED = new Error("malformed protobuf message");
const INCOMPLETE = new Error("incomplete protobuf message");

const words = new Int32Array(2);
const longs = new BigInt64Array(words.buffer);
const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Reads a Heka message's structure, without decoding its text.
 *
 * Stricter than protobuf in one thing: a known field of the wrong wire type is malformed, not unknown.
 *
 * @param available - Where the bytes at hand end; before `end` if the message is not complete yet.
 * @returns `"malformed"` if the bytes can't be a message whatever follows, `"incomplete"` if they are the
 * beginning of one.
 */
export function readHekaMessage(
  bytes: Buffer,
  start: number,
  end: number,
  available: number = end,
): HekaMessage | "malformed" | "incomplete" {
  walk.bytes = bytes;
  walk.position = start;
  walk.end = end;
  walk.available = available;
  try {
    return walk.message();
  } catch (error) {
    if (error === MALFORMED) return "malformed";
    if (error === INCOMPLETE) return "incomplete";
    throw error;
  } finally {
    walk.bytes = NO_BYTES;
  }
}

/** Protobuf's wire format, the parts that Heka uses; `position` never passes `end`. */
class Walk {
  bytes: Uint8Array = new Uint8Array(0);
  position = 0;
  end = 0;
  available = 0;
  low = 0;
  high = 0;

  message(): HekaMessage {
    const message: HekaMessage = {
      bytes: this.bytes as Buffer,
      timestampNs: 0n,
      timestamp: 0,
      typeStart: 0,
      typeEnd: 0,
      hostnameStart: 0,
      hostnameEnd: 0,
      payloadStart: 0,
      payloadEnd: 0,
      fields: [],
    };
    const end = this.end;
    let hasUuid = false;
    let hasTimestamp = false;
    while (this.position < end) {
      const tag = this.varint();
      switch (tag) {
        case 0x0a:
          this.skipSpan();
          hasUuid = true;
          break;
        case 0x10:
          message.timestamp = this.integer();
          message.timestampNs = this.long();
          hasTimestamp = true;
          break;
        case 0x1a:
          message.typeStart = this.span();
          message.typeEnd = this.position;
          break;
        case 0x32:
          message.payloadStart = this.span();
          message.payloadEnd = this.position;
          break;
        case 0x4a:
          message.hostnameStart = this.span();
          message.hostnameEnd = this.position;
          break;
        case 0x22: // logger
        case 0x3a: // env_version
          this.skipSpan();
          break;
        case 0x28: // severity
        case 0x40: // pid
          this.varint();
          break;
        case 0x52:
          message.fields.push(this.field());
          this.end = end;
          break;
        default:
          this.skip(tag, 10);
      }
    }
    if (!hasUuid || !hasTimestamp) throw MALFORMED;
    return message;
  }

  /** Reads one field; leaves `end` at its own end. */
  field(): HekaFieldSpan {
    const length = this.varint();
    if (length > this.end - this.position) throw MALFORMED;
    const end = this.position + length;
    this.end = end;
    const field: HekaFieldSpan = { nameStart: -1, nameEnd: -1, type: 0, start: 0, end: 0, scalar: null };
    let stringStart = 0;
    let stringEnd = 0;
    let bytesStart = 0;
    let bytesEnd = 0;
    let integer: number | null = null;
    let double: number | null = null;
    let bool: boolean | null = null;
    while (this.position < end) {
      const tag = this.varint();
      switch (tag) {
        case 0x0a:
          field.nameStart = this.span();
          field.nameEnd = this.position;
          break;
        case 0x10:
          field.type = this.varint();
          if (field.type > 4) throw MALFORMED;
          break;
        case 0x1a: // representation
          this.skipSpan();
          break;
        case 0x22: {
          const start = this.span();
          if (stringStart === 0) {
            stringStart = start;
            stringEnd = this.position;
          }
          break;
        }
        case 0x2a: {
          const start = this.span();
          if (bytesStart === 0) {
            bytesStart = start;
            bytesEnd = this.position;
          }
          break;
        }
        case 0x30:
        case 0x32:
          for (const past = this.packedEnd(tag); this.position < past || past < 0; ) {
            const value = this.integer();
            integer ??= value;
            if (past < 0) break;
          }
          this.end = end;
          break;
        case 0x39:
        case 0x3a:
          for (const past = this.packedEnd(tag); this.position < past || past < 0; ) {
            const value = this.double();
            double ??= value;
            if (past < 0) break;
          }
          this.end = end;
          break;
        case 0x40:
        case 0x42:
          for (const past = this.packedEnd(tag); this.position < past || past < 0; ) {
            const value = this.varint() !== 0;
            bool ??= value;
            if (past < 0) break;
          }
          this.end = end;
          break;
        default:
          this.skip(tag, 8);
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
    return field;
  }

  /** Where a packed list ends, or -1 for a single value; narrows `end` to the list. */
  packedEnd(tag: number): number {
    if ((tag & 7) !== 2) return -1;
    const length = this.varint();
    if (length > this.end - this.position) throw MALFORMED;
    this.end = this.position + length;
    return this.end;
  }

  byte(): number {
    const at = this.position;
    if (at >= this.end) throw MALFORMED;
    if (at >= this.available) throw INCOMPLETE;
    this.position = at + 1;
    return this.bytes[at]!;
  }

  /** Reads a varint as a number, exact up to 2^53. */
  varint(): number {
    const first = this.byte();
    if (first < 0x80) {
      this.low = first;
      this.high = 0;
      return first;
    }
    let low = first & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.byte();
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.low = low;
        this.high = 0;
        return low;
      }
    }
    const middle = this.byte();
    low |= (middle & 0x0f) << 28;
    let high = (middle & 0x7f) >> 4;
    let last = middle;
    for (let shift = 3; last >= 0x80; shift += 7) {
      if (shift > 31) throw MALFORMED;
      last = this.byte();
      high |= (last & 0x7f) << shift;
    }
    this.low = low;
    this.high = high;
    return (high >>> 0) * 4294967296 + (low >>> 0);
  }

  /** Reads an int64 as the nearest double. */
  integer(): number {
    this.varint();
    return this.high * 4294967296 + (this.low >>> 0);
  }

  /** The varint read last, as an int64. */
  long(): bigint {
    words[isLittleEndian ? 0 : 1] = this.low;
    words[isLittleEndian ? 1 : 0] = this.high;
    return longs[0]!;
  }

  double(): number {
    const at = this.advance(8);
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + at, 8).getFloat64(0, true);
  }

  /** Skips a length and as many bytes; returns where they start. */
  span(): number {
    return this.advance(this.varint());
  }

  skipSpan(): void {
    this.advance(this.varint());
  }

  advance(length: number): number {
    const at = this.position;
    if (length > this.end - at) throw MALFORMED;
    if (at + length > this.available) throw INCOMPLETE;
    this.position = at + length;
    return at;
  }

  /** Skips an unknown field; groups, which nobody writes, are malformed. */
  skip(tag: number, lastKnown: number): void {
    const number = Math.floor(tag / 8);
    if (number <= lastKnown || tag > 0xffffffff) throw MALFORMED;
    const wireType = tag % 8;
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.advance(8);
    else if (wireType === 2) this.skipSpan();
    else if (wireType === 5) this.advance(4);
    else throw MALFORMED;
  }
}

const NO_BYTES = new Uint8Array(0);
const walk = new Walk();
