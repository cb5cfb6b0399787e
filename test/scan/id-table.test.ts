import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hasId, hasIdBytes, idTable } from "../../src/scan/index.js";

describe("idTable", () => {
  it("has the texts that a Set has, and no others, whatever characters they are of", () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom("a", "b", "0"), fc.string({ unit: "binary", maxLength: 1 })),
      maxLength: 6,
    });
    const halves = fc.string({ unit: fc.constantFrom("\ud83d", "\ude00", "x"), maxLength: 4 });
    const texts = fc.array(fc.oneof(text, halves), { maxLength: 60 });
    fc.assert(
      fc.property(texts, texts, (inside, others) => {
        const set = new Set(inside);
        const table = idTable(inside);
        assert.equal(table.size, set.size);
        for (const one of [...inside, ...others]) assert.equal(hasId(table, one), set.has(one));
      }),
    );
  });

  it("finds texts in bytes, longer ones than any before, and the empty one", () => {
    const long = "é".repeat(10_000);
    const table = idTable(["abc", long, ""]);
    const bytes = new TextEncoder().encode("xabcx");
    assert.deepEqual(
      [hasIdBytes(table, bytes, 1, 4), hasIdBytes(table, bytes, 1, 3), hasIdBytes(table, bytes, 2, 2)],
      [true, false, true],
    );
    assert.deepEqual([hasId(table, long), hasId(table, `${long}é`)], [true, false]);
    assert.equal(hasId(idTable([]), ""), false);
  });

  it("lies in shared buffers, which threads are given without a copy", () => {
    const { slots, offsets, bytes } = idTable(["a"]);
    for (const part of [slots, offsets, bytes]) assert.ok(part.buffer instanceof SharedArrayBuffer);
  });
});
