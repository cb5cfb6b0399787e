import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { giveBackInflater, takeInflater } from "../../src/kernel/index.js";
import { below } from "../support/byte-streams.js";
import { randomFrom } from "../support/random-from.js";

describe("inflater.check(content, before)", () => {
  it("is zlib's CRC-32, of content of any length, behind any", () => {
    const random = randomFrom(20170614);
    const bytes = Buffer.from(Array.from({ length: 200_000 }, () => below(random, 256)));
    const inflater = takeInflater()!;
    const lengths = [
      0,
      1,
      8191,
      8192,
      8193,
      10_592,
      10_593,
      ...Array.from({ length: 60 }, () => below(random, 200_000)),
    ];
    for (const length of lengths) {
      inflater.reset();
      inflater.start();
      inflater.feed(deflateRawSync(bytes.subarray(0, length)));
      const before = below(random, 2 ** 32);
      let own = before;
      let made = 0;
      for (let end = ""; end !== "done"; ) {
        const result = inflater.inflate(true);
        own = inflater.check(result.content, own);
        made += result.content.length;
        end = result.end;
      }
      assert.equal(made, length);
      assert.equal(own, crc32(bytes.subarray(0, length), before), `${length} bytes`);
    }
    giveBackInflater(inflater);
  });
});
