import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeEvents } from "../../src/synthetic/judge-events.js";
import { parsePattern } from "../../src/synthetic/parse-pattern.js";
import { printPercentage, printPercentageShort } from "../../src/synthetic/print-percentage.js";
import { Random } from "../../src/synthetic/random.js";
import { Section } from "../../src/synthetic/section.js";

describe("Random", () => {
  it("gives the same numbers for the same labels and others for others", () => {
    const draw = (...labels: (string | number)[]) => {
      const random = new Random(...labels);
      return Array.from({ length: 8 }, () => random.bits());
    };
    assert.deepEqual(draw(1, "a"), draw(1, "a"));
    assert.notDeepEqual(draw(1, "a"), draw(1, "b"));
    assert.notDeepEqual(draw(1, "a"), draw(2, "a"));
  });

  it("keeps its limits and is even within them", () => {
    const random = new Random("limits");
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) counts[random.integer(0, 3)]!++;
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500, String(counts));
    for (let i = 0; i < 1000; i++) {
      const drawn = random.logarithmic(10, 1000);
      assert.ok(drawn >= 10 && drawn < 1000.001);
      assert.match(random.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    assert.deepEqual(random.shuffled([1, 2, 3, 4, 5]).sort(), [1, 2, 3, 4, 5]);
    assert.equal(random.hex(5).length, 5);
  });
});

describe("judgeEvents()", () => {
  const judge = (pattern: string) => judgeEvents(parsePattern(pattern, new Random(pattern)));

  it("counts clients as the published analyses do", () => {
    assert.deepEqual(judge("S"), { shutdown: null, startup: null });
    assert.deepEqual(judge("Sm"), { shutdown: "correct", startup: null });
    assert.deepEqual(judge("SM"), { shutdown: "wrong", startup: null });
    assert.deepEqual(judge("mS"), { shutdown: "not first", startup: null });
    assert.deepEqual(judge("SmM"), { shutdown: "correct", startup: "none" });
    assert.deepEqual(judge("UM"), { shutdown: null, startup: "correct" });
    assert.deepEqual(judge("UMm"), { shutdown: "none", startup: "correct" });
    assert.deepEqual(judge("SmU"), { shutdown: "correct", startup: "not first" });
    assert.deepEqual(judge("S3C2L"), { shutdown: "duplicate", startup: null });
  });
});

describe("parsePattern()", () => {
  it("rejects letters it does not know", () => {
    assert.throws(() => parsePattern("SX", new Random(1)), /^RangeError: .*got "X"/);
  });
});

describe("printPercentage()", () => {
  it("prints as Python 2 does, with 12 significant digits", () => {
    // python2: print(100.0 * n / d)
    assert.equal(printPercentage(5, 13_332), "0.037503750375");
    assert.equal(printPercentage(2505, 2623), "95.50133435");
    assert.equal(printPercentage(1, 1), "100.0");
    assert.equal(printPercentage(0, 0), "0.0");
    assert.equal(printPercentageShort(246, 22_349), "1.10");
  });
});

describe("Section", () => {
  it("writes empty arrays and null members in the old way where asked", () => {
    const section = new Section({ a: [], b: null, c: [null], d: "ß" });
    assert.equal(section.text, '{"a":[],"b":null,"c":[null],"d":"ß"}');
    assert.equal(Buffer.from(section.bytes).toString(), section.text);
    assert.equal(section.oldText, '{"a":{},"c":[null],"d":"ß"}');
  });
});
