import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checksumCheck, type StatedChecksums } from "../../src/store/s3/checksum.js";

const base64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");

/** Of "123456789", as the catalogue of parametrised CRC algorithms and the standards of the hashes have them. */
const known: StatedChecksums[] = [
  { ChecksumCRC32: base64("cbf43926") },
  { ChecksumCRC32C: base64("e3069283") },
  { ChecksumCRC64NVME: base64("ae8b14860a799888") },
  { ChecksumSHA1: base64("f7c3bc1d808e04732adf679965ccc34ca7ae3441") },
  { ChecksumSHA256: base64("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225") },
];

describe("checksumCheck", () => {
  it("checksumCheck(stated) knows the published checks of each algorithm, in pieces of any size", () => {
    const bytes = Buffer.from("123456789");
    for (const stated of known) {
      for (const size of [1, 2, 4, 8, 9]) {
        const check = checksumCheck(stated);
        for (let at = 0; at < 9; at += size) check?.update(bytes.subarray(at, at + size));
        assert.equal(check?.isRight(), true, `${JSON.stringify(stated)} in pieces of ${size}`);
      }
      const check = checksumCheck(stated);
      check?.update(Buffer.from("123456788"));
      assert.equal(check?.isRight(), false);
    }
  });

  it("checksumCheck(stated) gives the same over long input, whatever its pieces", () => {
    const bytes = Buffer.from(Array.from({ length: 10_007 }, (_, index) => (index * 7919) & 255));
    const rightOf = (stated: StatedChecksums, sizes: readonly number[]): boolean => {
      const check = checksumCheck(stated);
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        check?.update(bytes.subarray(at, at + size));
        at += size;
      }
      return check?.isRight() ?? false;
    };
    // Computed by a loop over bits, which is slow and plain.
    const bitwise = (polynomial: bigint, width: bigint): string => {
      const ones = (1n << width) - 1n;
      let sum = ones;
      for (const byte of bytes) {
        sum ^= BigInt(byte);
        for (let bit = 0; bit < 8; bit++) sum = (sum >> 1n) ^ ((sum & 1n) === 1n ? polynomial : 0n);
      }
      return base64((sum ^ ones).toString(16).padStart(Number(width) / 4, "0"));
    };
    for (const sizes of [[10_007], [1], [7, 8, 9], [4096, 1]]) {
      assert.ok(rightOf({ ChecksumCRC32: bitwise(0xedb88320n, 32n) }, sizes));
      assert.ok(rightOf({ ChecksumCRC32C: bitwise(0x82f63b78n, 32n) }, sizes));
      assert.ok(rightOf({ ChecksumCRC64NVME: bitwise(0x9a6c9329ac4bc9b5n, 64n) }, sizes));
    }
  });

  it("checksumCheck(stated) makes no check of parts' checksums, nor of none", () => {
    assert.equal(checksumCheck({}), null);
    assert.equal(checksumCheck({ ChecksumCRC32: "DUoRhQ==-3" }), null);
  });
});
