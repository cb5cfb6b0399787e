// A Heka message, a protobuf, whose text stays where it is. What is read of it is written for the host: 40 bytes of the
// message (the time in nanoseconds as i64, as f64; the spans of its type, hostname and payload as u32), then its fields.

/** A field: spans of its name and value (4 u32), its type (u32), what there is of a number (u32), the number (f64), and
 * whether it has the name that the last message's field at this place had (u32). */
const FIELD_BYTES: usize = 40;
const MESSAGE_BYTES: usize = 40;
const VALUE: usize = 8;
const TYPE: usize = 16;
const HAS_NUMBER: usize = 20;
const NUMBER: usize = 24;
const IS_SAME: usize = 32;

const STRING: u32 = 0;
const BYTES: u32 = 1;
const INTEGER: u32 = 2;
const DOUBLE: u32 = 3;
const BOOL: u32 = 4;

/** Where the walk is, and where what it is in ends. */
let p: usize = 0;
let limit: usize = 0;
let isMalformed: bool = false;

function fail(): u64 {
  isMalformed = true;
  p = limit;
  return 0;
}

function varint(): u64 {
  let value: u64 = 0;
  for (let shift: u64 = 0; shift < 70; shift += 7) {
    if (p >= limit) return fail();
    const byte: u64 = load<u8>(p++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  return fail();
}

/** Passes as many bytes; returns where they start. */
function advance(length: u64): usize {
  const start = p;
  if (length > <u64>(limit - p)) fail();
  else p += <usize>length;
  return start;
}

/** Passes a length and as many bytes, and writes where they lie, from `base` on. */
function span(out: usize, base: usize): void {
  const start = advance(varint());
  store<u32>(out, <u32>(start - base));
  store<u32>(out, <u32>(p - base), 4);
}

// @ts-ignore: decorator
@inline
function clear(out: usize, byteLength: usize): void {
  for (let i: usize = 0; i < byteLength; i += 8) store<u64>(out + i, 0);
}

/** Passes a field that is not known; groups, which nobody writes, are malformed, and so is a known field of another type. */
function skip(tag: u64, lastKnown: u64): void {
  const wireType = tag & 7;
  if (tag >> 3 <= lastKnown || tag > 0xffffffff) fail();
  else if (wireType == 0) varint();
  else if (wireType == 1) advance(8);
  else if (wireType == 2) advance(varint());
  else if (wireType == 5) advance(4);
  else fail();
}

/**
 * Reads the structure of a message.
 *
 * @param base - What positions are counted from.
 * @param out - Where what is read is written.
 * @param capacity - How many fields there is room for.
 * @returns How many fields there are; -1 if the bytes are no message, or one with more fields.
 */
export function readHekaMessage(start: usize, end: usize, base: usize, out: usize, capacity: i32): i32 {
  clear(out, MESSAGE_BYTES);
  p = start;
  limit = end;
  isMalformed = false;
  let fields: i32 = 0;
  let hasUuid = false;
  let hasTime = false;
  while (p < end && !isMalformed) {
    const tag = varint();
    if (tag == 0x52) {
      if (fields == capacity) return -1;
      readField(out + MESSAGE_BYTES + <usize>fields * FIELD_BYTES, base);
      limit = end;
      fields++;
    } else if (tag == 0x0a) {
      advance(varint());
      hasUuid = true;
    } else if (tag == 0x10) {
      const time = <i64>varint();
      store<i64>(out, time);
      store<f64>(out, <f64>time, 8);
      hasTime = true;
    } else if (tag == 0x1a) {
      span(out + 16, base);
    } else if (tag == 0x4a) {
      span(out + 24, base);
    } else if (tag == 0x32) {
      span(out + 32, base);
    } else if (tag == 0x22 || tag == 0x3a) {
      // Logger and version.
      advance(varint());
    } else if (tag == 0x28 || tag == 0x40) {
      // Severity and process.
      varint();
    } else {
      skip(tag, 10);
    }
  }
  return isMalformed || !hasUuid || !hasTime ? -1 : fields;
}

/** Reads one field; of values in a list the first. */
function readField(out: usize, base: usize): void {
  const length = varint();
  if (length > <u64>(limit - p)) {
    fail();
    return;
  }
  const end = p + <usize>length;
  limit = end;
  clear(out, FIELD_BYTES);
  let hasName = false;
  let type: u32 = STRING;
  let hasString = false;
  let hasBytes = false;
  let hasInteger: u32 = 0;
  let hasDouble: u32 = 0;
  let hasBool: u32 = 0;
  let string: u64 = 0;
  let bytes: u64 = 0;
  let integer: f64 = 0;
  let double: f64 = 0;
  let bool: f64 = 0;
  while (p < end && !isMalformed) {
    const tag = varint();
    if (tag == 0x0a) {
      span(out, base);
      hasName = true;
    } else if (tag == 0x10) {
      const found = varint();
      if (found > BOOL) fail();
      type = <u32>found;
    } else if (tag == 0x22) {
      span(out + VALUE, base);
      if (!hasString) string = load<u64>(out, VALUE);
      hasString = true;
    } else if (tag == 0x2a) {
      span(out + VALUE, base);
      if (!hasBytes) bytes = load<u64>(out, VALUE);
      hasBytes = true;
    } else if (tag == 0x1a) {
      // How the value is to be shown.
      advance(varint());
    } else if (tag >= 0x30 && tag <= 0x42 && ((tag & 7) == 2 || tag == 0x30 || tag == 0x39 || tag == 0x40)) {
      const isList = (tag & 7) == 2;
      if (isList) {
        const listLength = varint();
        if (listLength > <u64>(limit - p)) fail();
        else limit = p + <usize>listLength;
      }
      const past = limit;
      const number = tag >> 3;
      while (!isMalformed && (!isList || p < past)) {
        if (number == 6) {
          const value = <f64>(<i64>varint());
          if (hasInteger == 0) integer = value;
          hasInteger = 1;
        } else if (number == 7) {
          const at = advance(8);
          if (!isMalformed && hasDouble == 0) double = load<f64>(at);
          hasDouble = 1;
        } else {
          const value: f64 = varint() != 0 ? 1 : 0;
          if (hasBool == 0) bool = value;
          hasBool = 1;
        }
        if (!isList) break;
      }
      limit = end;
    } else {
      skip(tag, 8);
    }
  }
  if (!hasName) fail();
  store<u32>(out, type, TYPE);
  store<u64>(out, type == STRING ? string : type == BYTES ? bytes : 0, VALUE);
  store<u32>(out, type == INTEGER ? hasInteger : type == DOUBLE ? hasDouble : type == BOOL ? hasBool : 0, HAS_NUMBER);
  store<f64>(out, type == INTEGER ? integer : type == DOUBLE ? double : bool, NUMBER);
}

/** A name that was seen at a place: its length (u32), 12 bytes free, and the name, 64 bytes. */
const NAME_BYTES: usize = 80;
const LONGEST_NAME: usize = 64;

/**
 * Tells of each field whether it has the name that the field at its place had when this was called last: records of one
 * writer have the same fields in one order. Longer names are always new.
 *
 * @param out - Where the message's fields lie.
 * @param names - The names by place, all lengths 0 in the beginning.
 */
export function matchHekaNames(out: usize, fields: i32, base: usize, names: usize): void {
  for (; fields > 0; fields--, out += FIELD_BYTES, names += NAME_BYTES) {
    const name = base + <usize>load<u32>(out);
    const length = <usize>(load<u32>(out, 4) - load<u32>(out));
    let isSame = length != 0 && <usize>load<u32>(names) == length;
    for (let i: usize = 0; isSame && i < length; i += 16) {
      // What lies behind a name is none of its bytes.
      const differing = i8x16.bitmask(i8x16.ne(v128.load(name + i), v128.load(names + 16 + i)));
      const rest = length - i;
      isSame = (differing & (rest < 16 ? (1 << <i32>rest) - 1 : 0xffff)) == 0;
    }
    store<u32>(out, isSame ? 1 : 0, IS_SAME);
    if (isSame) continue;
    store<u32>(names, length <= LONGEST_NAME ? <u32>length : 0);
    if (length <= LONGEST_NAME) memory.copy(names + 16, name, length);
  }
}
