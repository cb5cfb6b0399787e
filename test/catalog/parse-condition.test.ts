import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";
import { between, type Condition, parseCondition, sanitise } from "../../src/catalog/index.js";

const VALUES = [
  "main",
  "new_profile",
  "crash",
  "20170614",
  "20170614030206",
  "20170620",
  "20170620000000",
  "5",
  "true",
];
const kept = (condition: Condition): string[] => VALUES.filter(parseCondition("docType", condition).test);

describe("sanitise", () => {
  it("sanitise(value) turns every character outside [a-zA-Z0-9_.] into _", () => {
    assert.equal(sanitise("new-profile"), "new_profile");
    assert.equal(sanitise("a b/é.x"), "a_b__.x");
    assert.equal(sanitise(5), "5");
    assert.equal(sanitise(true), "true");
    assert.equal(sanitise("\u{1F98A}"), "_");
  });
});

describe("parseCondition", () => {
  it("parseCondition(d, value) compares sanitised", () => {
    assert.deepEqual(kept("new-profile"), ["new_profile"]);
    assert.deepEqual(kept("new_profile"), ["new_profile"]);
    assert.equal(parseCondition("docType", "new-profile").test("new-profile"), true);
    assert.deepEqual(kept(5), ["5"]);
    assert.deepEqual(kept(true), ["true"]);
    assert.deepEqual(kept("New-Profile"), []);
  });

  it("parseCondition(d, list) keeps each of the list, and knows them all", () => {
    const clause = parseCondition("docType", ["new-profile", "main", "new_profile", 5]);
    assert.deepEqual(VALUES.filter(clause.test), ["main", "new_profile", "5"]);
    assert.deepEqual(clause.exact, ["5", "main", "new_profile"]);
    assert.equal(clause.text, "in {5, main, new_profile}");
  });

  it("parseCondition(d, RegExp) tests the stored value, also when the pattern keeps state", () => {
    const pattern = /^(main|new_)/g;
    pattern.lastIndex = 3;
    const { test, text } = parseCondition("docType", pattern);
    assert.deepEqual(
      [test("main"), test("main"), test("new_profile"), test("crash")],
      [true, true, true, false],
    );
    assert.equal(pattern.lastIndex, 3);
    assert.equal(text, "matches /^(main|new_)/g");
    const sticky = parseCondition("docType", /ma/y);
    assert.deepEqual([sticky.test("main"), sticky.test("main"), sticky.test("xma")], [true, true, false]);
  });

  it("parseCondition(d, callable) asks any callable for the stored value", () => {
    class Wanted {
      readonly names = ["crash"];
      has(value: string): boolean {
        return this.names.includes(value);
      }
    }
    const wanted = new Wanted();
    assert.deepEqual(kept(wanted.has.bind(wanted)), ["crash"]);
    assert.deepEqual(kept(Number.isInteger as never), []);
    assert.deepEqual(kept(Boolean as never), VALUES);
    assert.deepEqual(kept(new Proxy((value: string) => value === "main", {})), ["main"]);
    const seen: string[] = [];
    parseCondition("docType", (value) => seen.push(value) > 0).test("new_profile");
    assert.deepEqual(seen, ["new_profile"]);
    assert.equal(
      parseCondition("docType", function isGood() {
        return true;
      }).text,
      "satisfies isGood",
    );
    assert.equal(parseCondition("docType", () => true).text, "satisfies a predicate");
    // A notebook's `where({docType: d => …})` names the function after the member.
    const { docType } = { docType: (): boolean => true };
    assert.equal(parseCondition("docType", docType).text, "satisfies a predicate");
  });

  it("parseCondition(d, callable) names the dimension when the predicate fails or answers with a promise", () => {
    const failing = parseCondition("docType", () => {
      throw new Error("boom");
    });
    assert.throws(() => failing.test("main"), {
      name: "PlanError",
      message: 'predicate on docType failed for "main": boom',
    });
    const slow = parseCondition("docType", (async () => false) as never);
    assert.throws(() => slow.test("main"), { name: "TypeError", message: /returned a promise/ });
    assert.throws(() => parseCondition("docType", class {} as never).test("main"), { name: "PlanError" });
  });

  it("parseCondition(d, condition) takes lists and patterns of another realm, as notebooks have", () => {
    const realm = createContext({});
    assert.deepEqual(kept(runInContext("/^main$/", realm) as RegExp), ["main"]);
    assert.deepEqual(kept(runInContext("['main']", realm) as string[]), ["main"]);
    assert.deepEqual(kept(runInContext("v => v === 'main'", realm) as (value: string) => boolean), ["main"]);
  });

  it("parseCondition(d, condition) says so when it can't match", () => {
    const cases: [unknown, string, RegExp][] = [
      [null, "TypeError", /^condition on docType can't match: it is null; give text/],
      [undefined, "TypeError", /it is undefined/],
      [Number.NaN, "TypeError", /it is NaN/],
      [new Date(0), "TypeError", /it is a Date, and days are stored as "YYYYMMDD"/],
      [{}, "TypeError", /it is an object/],
      [{ kind: "between" }, "TypeError", /it is an object/],
      [new Map(), "TypeError", /it is an object/],
      [Symbol("x"), "TypeError", /it is a symbol/],
      [[["main"]], "TypeError", /it is a list in a list/],
      [["main", null], "TypeError", /it is null/],
      [[/main/], "TypeError", /it is a RegExp in a list/],
      [[() => true], "TypeError", /it is a function in a list/],
      [[], "PlanError", /the list is empty/],
      ["", "PlanError", /no value is empty text/],
      [["main", ""], "PlanError", /no value is empty text/],
    ];
    for (const [condition, name, message] of cases) {
      assert.throws(() => parseCondition("docType", condition as Condition), { name, message });
    }
  });
});

describe("between", () => {
  it("between(start, end) keeps its start and leaves its end out", () => {
    assert.deepEqual(kept(between("20170614", "20170620")), ["20170614", "20170614030206"]);
    assert.equal(parseCondition("d", between("20170614", "20170620")).text, "in [20170614, 20170620)");
  });

  it("between(start, end) compares days with 14-digit build ids as text", () => {
    const builds = ["20170611235959", "20170612000000", "20170621235959", "20170622000000"];
    const { test } = parseCondition("appBuildId", between("20170612", "20170622"));
    assert.deepEqual(builds.filter(test), ["20170612000000", "20170621235959"]);
  });

  it("between(start, end, {bounds}) keeps what the bounds say", () => {
    const days = ["1", "2", "3", "4"];
    const keep = (bounds: "[)" | "[]" | "(]" | "()"): string[] =>
      days.filter(parseCondition("d", between("2", "4", { bounds })).test);
    assert.deepEqual(keep("[)"), ["2", "3"]);
    assert.deepEqual(keep("[]"), ["2", "3", "4"]);
    assert.deepEqual(keep("(]"), ["3", "4"]);
    assert.deepEqual(keep("()"), ["3"]);
  });

  it("between(start, null) and between(undefined, end) are open", () => {
    assert.deepEqual(kept(between("main", null)), ["main", "new_profile", "true"]);
    assert.deepEqual(kept(between(undefined, "5")), [
      "20170614",
      "20170614030206",
      "20170620",
      "20170620000000",
    ]);
    assert.equal(parseCondition("d", between("a", null)).text, ">= a");
    assert.equal(parseCondition("d", between("a", null, { bounds: "()" })).text, "> a");
    assert.equal(parseCondition("d", between(null, "a")).text, "< a");
    assert.equal(parseCondition("d", between(null, "a", { bounds: "[]" })).text, "<= a");
    assert.deepEqual(kept(between(null, null)), VALUES);
  });

  it("between(start, end) rejects a range with nothing in it", () => {
    assert.throws(() => between("b", "a"), { name: "RangeError", message: /"b" is not before "a" as text/ });
    assert.throws(() => between("a", "a"), RangeError);
    assert.throws(() => between("a", "a", { bounds: "()" }), RangeError);
    assert.throws(() => between(9, 10), { name: "RangeError", message: /"9" is not before "10" as text/ });
    assert.throws(() => between("a", "b", { bounds: "[[" as never }), RangeError);
    assert.deepEqual(kept(between("main", "main", { bounds: "[]" })), ["main"]);
  });

  it("between(start, end) rejects ends that are neither text nor numbers", () => {
    assert.throws(() => between(new Date() as never, "b"), {
      name: "TypeError",
      message: /^start of between/,
    });
    assert.throws(() => between("a", Number.NaN), TypeError);
  });

  it("between(start, end) is data: it survives JSON", () => {
    const range = JSON.parse(JSON.stringify(between("20170614", null))) as Condition;
    assert.deepEqual(kept(range), kept(between("20170614", null)));
  });
});
