import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { editDistance, isStorableText, nearestName } from "../../src/text/index.js";

describe("text", () => {
  it("editDistance(a, b) counts single changes, either way", () => {
    for (const [a, b, distance] of [
      ["", "", 0],
      ["", "abc", 3],
      ["kitten", "sitting", 3],
      ["lable", "label", 2],
    ] as const) {
      assert.deepEqual([editDistance(a, b), editDistance(b, a)], [distance, distance], `${a} ${b}`);
    }
  });

  it("nearestName(name, names) takes what a third of the characters tells apart, the first of equals", () => {
    const names = ["metric", "channel", "label", "submissionDate", "payload/reason"];
    assert.equal(nearestName("lable", names), "label");
    assert.equal(nearestName("submision_date", names), "submissionDate");
    assert.equal(nearestName("reason", names), "payload/reason");
    assert.equal(nearestName("ab", ["ac", "ad"]), "ac");
    assert.equal(nearestName("weight", names), null);
    assert.equal(nearestName("x", names), null);
    assert.equal(nearestName("metric".repeat(1000), names), null);
    assert.equal(nearestName("x", []), null);
  });

  it("isStorableText(text) refuses NUL and halves of surrogate pairs, and nothing else", () => {
    for (const text of ["", "a", "\u0001", "\ud83e\udd8a", "x".repeat(100_000)]) {
      assert.ok(isStorableText(text), JSON.stringify(text.slice(0, 10)));
    }
    for (const text of ["\0", "a\0b", "\ud83e", "\udd8a\ud83e", "a\udd8a"]) {
      assert.ok(!isStorableText(text), JSON.stringify(text));
    }
  });

  it("is the only room that compares names", () => {
    const source = join(dirname(fileURLToPath(import.meta.url)), "../../../src");
    const others = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("text/"))
      .filter((name) => /function editDistance/.test(readFileSync(join(source, name), "utf8")));
    assert.deepEqual(others, []);
  });
});
