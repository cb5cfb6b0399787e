/** Thrown when bytes can't be a message whatever follows. One object, since it says nothing else and stacks are slow. */
export const MALFORMED: Error = new Error("malformed protobuf message");
/** Thrown when bytes are the beginning of what may be a message. */
export const INCOMPLETE: Error = new Error("incomplete protobuf message");

const words = new Int32Array(2);
const longs = new BigInt64Array(words.buffer);
const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Protobuf's wire format, the parts that Heka uses, read in place; `position` never passes `end`.
 *
 * Twice as fast as a general reader, since it makes no object for a tag or a span; and it can tell bytes that
 * are wrong from bytes that are not all there.
 */
export class ProtobufWalk {
  bytes: Uint8Array = new Uint8Array(0);
  position = 0;
  end = 0;
  available = 0;
  low = 0;
  high = 0;

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
