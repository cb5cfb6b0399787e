import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import type { Column } from "../../frame/index.js";
import type { ScanAccount } from "../types.js";

/** What the cache keeps of one object: its account, and the columns that were asked for so far. */
export interface CachedColumns {
  /** Everything that the content depends on; a file with another one is not this object's. */
  readonly identity: string;
  /** Without `unexpectedTypes`, which belong to the columns. */
  readonly account: ScanAccount;
  readonly columns: ReadonlyMap<string, CachedColumn>;
}

/** One column of an object. */
export interface CachedColumn {
  /** How many values were of a type that the property does not have. */
  readonly unexpected: number;
  /** The column as the file holds it. */
  readonly bytes: Uint8Array;
}

interface Header {
  readonly identity: string;
  readonly account: ScanAccount;
  readonly columns: readonly {
    readonly property: string;
    readonly unexpected: number;
    readonly byteLength: number;
    readonly crc: number;
  }[];
}

const magic = "PFC1";
const fixedLength = 12;

/** Turns a column into bytes, whatever its kind: exactly, as it would be moved between threads. */
export function encodeColumn(column: Column): Uint8Array {
  return serialize(column);
}

/** Turns bytes back into a column, whose buffers are its own. */
export function decodeColumn(bytes: Uint8Array): Column {
  // Views of the column point into what is deserialised: into a copy, so that it can be moved between threads.
  return deserialize(new Uint8Array(bytes)) as Column;
}

/** Writes a file of columns: a magic number, a header in JSON, the columns; all with check sums. */
export function encodeColumnsFile({ identity, account, columns }: CachedColumns): Uint8Array {
  const described = [...columns].map(([property, { unexpected, bytes }]) => ({
    property,
    unexpected,
    byteLength: bytes.length,
    crc: crc32(bytes),
  }));
  const header = Buffer.from(JSON.stringify({ identity, account, columns: described } satisfies Header));
  const fixed = Buffer.alloc(fixedLength);
  fixed.write(magic, 0, "latin1");
  fixed.writeUInt32LE(header.length, 4);
  fixed.writeUInt32LE(crc32(header), 8);
  return Buffer.concat([fixed, header, ...[...columns.values()].map(({ bytes }) => bytes)]);
}

/** Reads a file of columns, or null if it is damaged, not of this format, or of another identity. */
export function decodeColumnsFile(bytes: Uint8Array, identity: string): CachedColumns | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < fixedLength || file.toString("latin1", 0, 4) !== magic) return null;
  const end = fixedLength + file.readUInt32LE(4);
  const text = file.subarray(fixedLength, end);
  if (end > file.length || crc32(text) !== file.readUInt32LE(8)) return null;
  const header = JSON.parse(text.toString("utf8")) as Header;
  if (header.identity !== identity) return null;
  const columns = new Map<string, CachedColumn>();
  let start = end;
  for (const { property, unexpected, byteLength, crc } of header.columns) {
    const column = file.subarray(start, start + byteLength);
    if (column.length !== byteLength || crc32(column) !== crc) return null;
    columns.set(property, { unexpected, bytes: column });
    start += byteLength;
  }
  return start === file.length ? { identity, account: header.account, columns } : null;
}
