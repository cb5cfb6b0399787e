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
  /** About how many uncompressed bytes are decoded to a batch. @defaultValue 256 KiB */
  readonly batchBytes?: number;
  /**
   * Tells whether anything at, above or below a path is wanted. A section that is stored as a field of its own and is
   * not wanted is checked to be JSON, but not made values of: the ping has null there. @defaultValue all is wanted
   */
  readonly wants?: (path: readonly string[]) => boolean;
  /**
   * Opens the same object once more, from its start. Needed only when a gzip stream turns out to be damaged
   * after more than 16 MiB of compressed bytes: reading again finds every byte before the damage.
   */
  readonly reopen?: () => AsyncIterable<Uint8Array>;
}

/** A value of a Heka field; its JavaScript type chooses the field's type. */
export type HekaValue = string | number | bigint | boolean | Uint8Array;

/** A named value of a Heka message. */
export interface HekaField {
  /** Dots separate the pieces of a path into the ping; a name without one goes into `meta`. */
  readonly name: string;
  /** Stored as STRING, DOUBLE, INTEGER (bigint), BOOL or BYTES (Uint8Array). */
  readonly value: HekaValue;
}

/** What one Heka record holds, as {@link encodeHekaRecord} writes it. */
export interface HekaRecord {
  /** When the server received the ping, in nanoseconds since 1970; an int64. */
  readonly timestampNs: bigint;
  /** @defaultValue 16 zero bytes */
  readonly uuid?: Uint8Array;
  readonly type?: string;
  readonly logger?: string;
  /** @defaultValue left out, which readers take as 7 */
  readonly severity?: number;
  /** The ping's JSON in the first generation of content. */
  readonly payload?: string;
  readonly envVersion?: string;
  readonly pid?: number;
  readonly hostname?: string;
  readonly fields: readonly HekaField[];
}

/**
 * How the pipeline stored a ping: in 2015 and 2016 as the message's payload with STRING fields, from 2017 as
 * a BYTES field `submission` in which BYTES fields fill nulls.
 */
export type HekaGeneration = "payload" | "submission";

/** Options of {@link encodePing} and {@link encodeHeka}. */
export interface EncodePingOptions {
  /** @defaultValue `"submission"` */
  readonly generation?: HekaGeneration;
  /** Whether the message is a raw Snappy block. @defaultValue false */
  readonly snappy?: boolean;
  /** When the server received the ping, exact. @defaultValue the ping's `meta.Timestamp`, or 0 */
  readonly timestampNs?: bigint;
}
