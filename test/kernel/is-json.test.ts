import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isJson } from "../../src/kernel/index.js";

function parses(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

/** What the bytes mean is decided by JSON.parse on their text. */
function agree(bytes: Buffer): void {
  assert.equal(isJson(bytes), parses(bytes), JSON.stringify(bytes.toString("latin1")));
}

describe("isJson", () => {
  it("isJson(bytes) accepts and rejects what JSON.parse does, case by case", () => {
    const texts = [
      ...[
        "",
        " ",
        "{}",
        "[]",
        " { } ",
        "[ ]\n",
        "0",
        "-0",
        "01",
        "-",
        "1.",
        ".5",
        "1.5e+10",
        "1e",
        "1E-2",
        "1e5.0",
      ],
      ...[
        "true",
        "tru",
        "false",
        "null",
        "nul",
        "nulll",
        "NaN",
        "Infinity",
        "'a'",
        '"a',
        '"a"',
        '"\\u12"',
        '"\\u12aG"',
      ],
      ...[
        '"\\u12aF"',
        '"\\x"',
        '"\\"',
        '"\\\\"',
        '"\t"',
        '"\u007f"',
        '"\u2028"',
        "\ufeff{}",
        '{"a"}',
        '{"a":}',
        '{"a":1,}',
      ],
      ...[
        '{"a":1 "b":2}',
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]]",
        "{]",
        "[}",
        '{"a":[{"b":[]}]}',
        "{,}",
        "{1:2}",
        "[[[[]]]]",
        '{"a":1}x',
      ],
    ];
    for (const text of texts) agree(Buffer.from(text));
  });

  it("isJson(bytes) agrees with JSON.parse on any JSON, and on any JSON with a byte changed, cut or put in", () => {
    const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), kind: fc.nat(2) });
    fc.assert(
      fc.property(fc.json(), fc.array(mutation, { maxLength: 3 }), (json, mutations) => {
        let bytes = Buffer.from(json);
        agree(bytes);
        for (const { at, byte, kind } of mutations) {
          const place = at % (bytes.length + 1);
          const rest = bytes.subarray(place + (kind === 2 ? 0 : 1));
          bytes = Buffer.concat([
            bytes.subarray(0, place),
            kind === 1 ? Buffer.alloc(0) : Buffer.from([byte]),
            rest,
          ]);
          // Bytes that are not UTF-8 decode to U+FFFD, which JSON.parse takes inside strings only, as isJson does.
          agree(bytes);
        }
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it("isJson(bytes, start, end) reads nothing outside its span", () => {
    const bytes = Buffer.from('x{"a":1}x');
    assert.equal(isJson(bytes, 1, 8), true);
    assert.equal(isJson(bytes, 1, 7), false);
    assert.equal(isJson(bytes, 1, 9), false);
    for (const text of ["12", "tru", '"a', "1.5", "1e5", '"\\u0041"', "[1", '{"a":1']) {
      const whole = Buffer.from(`${text}e"]}`);
      agree(Buffer.from(whole.subarray(0, text.length)));
      assert.equal(isJson(whole, 0, text.length), parses(Buffer.from(text)), text);
    }
  });

  it("isJson(bytes) takes any depth", () => {
    const depth = 100_000;
    assert.equal(isJson(Buffer.from("[".repeat(depth) + "]".repeat(depth))), true);
    assert.equal(isJson(Buffer.from("[".repeat(depth) + "]".repeat(depth - 1))), false);
    assert.equal(isJson(Buffer.from('{"a":'.repeat(depth) + "1" + "}".repeat(depth))), true);
  });
});
