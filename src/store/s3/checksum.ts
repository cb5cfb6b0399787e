import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c, crc64nvme, ReflectedCrc } from "./reflected-crc.js";

/** The checksums that an answer may tell of a whole object, in base64. */
export interface StatedChecksums {
  readonly ChecksumCRC32?: string | undefined;
  readonly ChecksumCRC32C?: string | undefined;
  readonly ChecksumCRC64NVME?: string | undefined;
  readonly ChecksumSHA1?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
}

/** Compares an object's bytes, as they come, with the checksum that the store has of it. */
export interface ChecksumCheck {
  update(bytes: Uint8Array): void;
  /** Whether all bytes that came are the object's. */
  isRight(): boolean;
}

/**
 * Makes the check that an answer allows, or `null` if it states no checksum of the whole object. The checksum of an
 * object that was uploaded in parts can be one of the parts' checksums; it ends with `-` and their number.
 */
export function checksumCheck(stated: StatedChecksums): ChecksumCheck | null {
  for (const [name, start] of algorithms) {
    const expected = stated[name];
    if (expected === undefined || expected.includes("-")) continue;
    const { update, digest } = start();
    return { update, isRight: () => digest().toString("base64") === expected };
  }
  return null;
}

interface Running {
  readonly update: (bytes: Uint8Array) => void;
  readonly digest: () => Buffer;
}

const algorithms: readonly (readonly [keyof StatedChecksums, () => Running])[] = [
  ["ChecksumCRC32", runCrc32],
  ["ChecksumCRC64NVME", () => runReflected(new ReflectedCrc(crc64nvme))],
  ["ChecksumCRC32C", () => runReflected(new ReflectedCrc(crc32c))],
  ["ChecksumSHA1", () => runHash("sha1")],
  ["ChecksumSHA256", () => runHash("sha256")],
];

function runCrc32(): Running {
  let sum = 0;
  return {
    update: (bytes) => {
      sum = crc32(bytes, sum);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(sum);
      return bytes;
    },
  };
}

function runReflected(crc: ReflectedCrc): Running {
  return { update: (bytes) => crc.update(bytes), digest: () => crc.digest() };
}

function runHash(name: string): Running {
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}
