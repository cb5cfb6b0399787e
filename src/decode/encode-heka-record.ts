import { Buffer } from "node:buffer";
import { compressSnappy } from "./snappy-block.js";
import type { HekaRecord, HekaValue } from "./types.js";

const NO_UUID = new Uint8Array(16);
/** Separator, header length, header tag, at most 5 bytes of length, unit separator. */
const FRAME_BYTES = 9;

let scratch = Buffer.allocUnsafeSlow(1 << 16);
let at = 0;

/**
 * Encodes one Heka record: separator, header, unit separator and message.
 *
 * A field's type follows from its value: string STRING, Uint8Array BYTES, number DOUBLE, bigint INTEGER
 * (an int64), boolean BOOL. A lone surrogate is written as U+FFFD, as UTF-8 has none. Nothing given is kept.
 *
 * @param options - `snappy`: whether the message is compressed to a raw Snappy block.
 * @throws {RangeError} If `timestampNs` or an INTEGER does not fit in 64 bits.
 *
 * @example
 * encodeHekaRecord({ timestampNs: 0n, fields: [{ name: "docType", value: "main" }] }).length; // 42
 */
export function encodeHekaRecord(
  record: HekaRecord,
  options: { readonly snappy?: boolean } = {},
): Uint8Array {
  reserve(boundOf(record));
  at = FRAME_BYTES;
  writeMessage(record);
  const message = scratch.subarray(FRAME_BYTES, at);
  if (options.snappy !== true) {
    const headerLength = 1 + varintLength(message.length);
    const start = FRAME_BYTES - 3 - headerLength;
    writeFrame(start, headerLength, message.length);
    return Uint8Array.prototype.slice.call(scratch, start, FRAME_BYTES + message.length);
  }
  const block = compressSnappy(message);
  const headerLength = 1 + varintLength(block.length);
  writeFrame(0, headerLength, block.length);
  const bytes = new Uint8Array(headerLength + 3 + block.length);
  bytes.set(scratch.subarray(0, headerLength + 3));
  bytes.set(block, headerLength + 3);
  return bytes;
}

function writeFrame(start: number, headerLength: number, messageLength: number): void {
  at = start;
  scratch[at++] = 0x1e;
  scratch[at++] = headerLength;
  scratch[at++] = 0x08;
  writeVarint(messageLength);
  scratch[at++] = 0x1f;
}

function writeMessage(record: HekaRecord): void {
  writeBytes(0x0a, record.uuid ?? NO_UUID);
  scratch[at++] = 0x10;
  writeLong(record.timestampNs);
  if (record.type !== undefined) writeString(0x1a, record.type);
  if (record.logger !== undefined) writeString(0x22, record.logger);
  if (record.severity !== undefined) writeInt(0x28, record.severity);
  if (record.payload !== undefined) writeString(0x32, record.payload);
  if (record.envVersion !== undefined) writeString(0x3a, record.envVersion);
  if (record.pid !== undefined) writeInt(0x40, record.pid);
  if (record.hostname !== undefined) writeString(0x4a, record.hostname);
  for (const { name, value } of record.fields) writeField(name, value);
}

function writeField(name: string, value: HekaValue): void {
  const nameLength = Buffer.byteLength(name);
  const isText = typeof value === "string";
  const valueLength = valueLengthOf(value);
  // Numbers are packed: a tag, a length, the number.
  const head = 1 + varintLength(nameLength) + nameLength + (isText ? 0 : 2);
  scratch[at++] = 0x52;
  writeVarint(head + 1 + varintLength(valueLength) + valueLength);
  scratch[at++] = 0x0a;
  writeVarint(nameLength);
  at += scratch.write(name, at);
  if (!isText) {
    scratch[at++] = 0x10;
    scratch[at++] =
      typeof value === "object" ? 1 : typeof value === "bigint" ? 2 : typeof value === "number" ? 3 : 4;
  }
  if (isText) {
    scratch[at++] = 0x22;
    writeVarint(valueLength);
    at += scratch.write(value, at);
  } else if (typeof value === "object") {
    writeBytes(0x2a, value);
  } else if (typeof value === "bigint") {
    scratch[at++] = 0x32;
    writeVarint(valueLength);
    writeLong(value);
  } else if (typeof value === "number") {
    scratch[at++] = 0x3a;
    scratch[at++] = 8;
    at = scratch.writeDoubleLE(value, at);
  } else {
    scratch[at++] = 0x42;
    scratch[at++] = 1;
    scratch[at++] = value ? 1 : 0;
  }
}

function valueLengthOf(value: HekaValue): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "object") return value.length;
  if (typeof value === "number") return 8;
  return typeof value === "boolean" ? 1 : longLength(value);
}

function writeString(tag: number, value: string): void {
  scratch[at++] = tag;
  writeVarint(Buffer.byteLength(value));
  at += scratch.write(value, at);
}

function writeBytes(tag: number, value: Uint8Array): void {
  scratch[at++] = tag;
  writeVarint(value.length);
  scratch.set(value, at);
  at += value.length;
}

function writeInt(tag: number, value: number): void {
  scratch[at++] = tag;
  writeLong(BigInt(value));
}

function writeVarint(value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    scratch[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  scratch[at++] = rest;
}

/** Writes an int64; negative numbers take ten bytes. */
function writeLong(value: bigint): void {
  if (BigInt.asIntN(64, value) !== value) {
    throw new RangeError(`integer does not fit in 64 bits, got ${value}; give a smaller one`);
  }
  let rest = BigInt.asUintN(64, value);
  while (rest > 0xffffffffn) {
    scratch[at++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  writeVarint(Number(rest));
}

function longLength(value: bigint): number {
  let rest = BigInt.asUintN(64, value);
  let length = 1;
  for (; rest >= 0x80n; rest >>= 7n) length++;
  return length;
}

function varintLength(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5;
}

/** No less than the message will take: three bytes a UTF-16 unit and 32 for the tags and lengths of a value. */
function boundOf(record: HekaRecord): number {
  let bound = 256 + (record.uuid?.length ?? 0);
  for (const value of [record.type, record.logger, record.payload, record.envVersion, record.hostname]) {
    bound += 3 * (value?.length ?? 0);
  }
  for (const { name, value } of record.fields) {
    bound += 32 + 3 * name.length;
    if (typeof value === "string") bound += 3 * value.length;
    else if (typeof value === "object") bound += value.length;
  }
  return bound;
}

function reserve(byteLength: number): void {
  if (scratch.length < byteLength) scratch = Buffer.allocUnsafeSlow(Math.max(byteLength, scratch.length * 2));
}
