import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { Sha256 } from "../../src/database/sha256.js";

const hexOf = (words: Int32Array): string =>
  [...words].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

describe("Sha256", () => {
  it("hash(text) gives what Node's own does, for every length around blocks and for any characters", () => {
    const sha256 = new Sha256();
    for (const character of ["a", "é", "\u{1f600}", "\0"]) {
      for (let length = 0; length < 200; length++) {
        const text = character.repeat(length);
        assert.equal(hexOf(sha256.hash(text)), createHash("sha256").update(text).digest("hex"));
      }
    }
    const long = "long ".repeat(100_000);
    assert.equal(hexOf(sha256.hash(long)), createHash("sha256").update(long).digest("hex"));
    assert.equal(hexOf(sha256.hash("abc")), createHash("sha256").update("abc").digest("hex"));
  });
});
