/** A ping as a plain JSON document. Objects have a null prototype or are ordinary; never trust `__proto__`. */
export type PingDocument = { [name: string]: unknown };

/** What can be wrong with stored bytes, as scans count it. */
export type DamageKind =
  /** Bytes between records that are not a record separator. */
  | "separator"
  /** A header that is not a protobuf header, or whose message length can't be true. */
  | "header"
  /** The unit separator between header and message is missing. */
  | "unit-separator"
  /** The message is not the protobuf message it should be. */
  | "protobuf"
  /** A raw Snappy block that can't be decompressed. */
  | "snappy"
  /** Text that is not JSON, or JSON that is not an object. */
  | "json"
  /** The stream ends inside a record. */
  | "truncation"
  /** A gzip, zstd or LZ4 stream that can't be decompressed further; what follows is lost. */
  | "compression";

/** One place where bytes were not what they should be. */
export interface Damage {
  readonly kind: DamageKind;
  /** Where the damage starts, in bytes of the uncompressed stream. */
  readonly byteOffset: number;
  /** What was found, in lower case, without any of the ping's content. */
  readonly message: string;
}

/** One record that decoded well. */
export interface DecodedRecord {
  /** The ping with the `meta` section that its frame carried. */
  readonly ping: PingDocument;
  /** When the server received the ping, in nanoseconds since 1970, exact; null where the format has none. */
  readonly timestampNs: bigint | null;
  /** Where the record starts, in bytes of the uncompressed stream. */
  readonly byteOffset: number;
}

/** The formats that can be told apart by content. */
export type ObjectFormat = "heka" | "json-lines" | "jsonlz4";

/** Options of {@link decodeObject}. */
export interface DecodeOptions {
  /** Told of each damage, in stream order. @defaultValue damage is dropped silently */
  readonly onDamage?: (damage: Damage) => void;
  /** The stored `Content-Encoding`, as a hint; content decides. */
  readonly contentEncoding?: string;
  /** Read as this format instead of recognising it. */
  readonly format?: ObjectFormat;
  /** The largest message accepted, compressed or not, in bytes. @defaultValue 256 MiB */
  readonly maxRecordBytes?: number;
}
