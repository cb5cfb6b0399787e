import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseExact } from "../../src/rollup/parse-exact.js";

/** The same with bigints rounded to numbers. */
function rounded(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, rounded(member)] as const);
  return Object.fromEntries(entries);
}

describe("parseExact", () => {
  it("parseExact(text) gives whole numbers beyond 2^53 exactly", () => {
    assert.deepEqual(parseExact('{"a":9007199254740993,"b":[-9007199254740993, 12]}'), {
      a: 9007199254740993n,
      b: [-9007199254740993n, 12],
    });
    assert.equal(parseExact("9007199254740991"), 9007199254740991);
  });

  it("parseExact(text) is JSON.parse(text) for everything else", () => {
    // The number makes the parser do the work.
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("", " ", "\n"), (json, space) => {
        const text = `${space}[${json}${space},"1234567890123456",{"__proto__":1}]${space}`;
        assert.deepEqual(rounded(parseExact(text)), JSON.parse(text));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("parseExact(text) takes text that is nested deeper than the stack", () => {
    const text = `${"[".repeat(100_000)}9007199254740993${"]".repeat(100_000)}`;
    assert.ok(Array.isArray(parseExact(text)));
  });
});
