import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compressObject, encodeJsonLz4, encodePing, sniffFormat } from "../../src/decode/index.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("sniffFormat", () => {
  it("recognises every format by its first bytes", async () => {
    assert.equal(sniffFormat(await compressObject(bytes("x"), "gzip")), "gzip");
    assert.equal(sniffFormat(await compressObject(bytes("x"), "zstd")), "zstd");
    assert.equal(sniffFormat(Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18)), "zstd");
    assert.equal(sniffFormat(encodeJsonLz4({})), "jsonlz4");
    assert.equal(sniffFormat(encodePing({})), "heka");
    assert.equal(sniffFormat(bytes('\ufeff \n{ "a": 1}')), "json-lines");
    assert.equal(sniffFormat(bytes("{}")), "json-lines");
  });

  it("recognises Heka and JSON lines behind damage", () => {
    assert.equal(sniffFormat(Buffer.concat([bytes("junk\x1e{"), encodePing({})])), "heka");
    assert.equal(sniffFormat(bytes('x"a":1}\n{"b":2}')), "json-lines");
  });

  it("gives null for anything else", () => {
    for (const text of ["", "x", "{x", "\x1e", "\x1e\x03\x08", "[1]", "mozLz4"])
      assert.equal(sniffFormat(bytes(text)), null, text);
  });
});
