import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PlanError } from "../../src/errors.js";
import { parseProperties } from "../../src/ping/index.js";

describe("parseProperties", () => {
  it("names columns of a list by their paths, in order", () => {
    assert.deepEqual(parseProperties(["payload/info/reason", "id", ["payload", "slowSQL", "a/b"]]), [
      { name: "payload/info/reason", path: ["payload", "info", "reason"], kind: "value" },
      { name: "id", path: ["id"], kind: "id" },
      { name: "payload/slowSQL/a/b", path: ["payload", "slowSQL", "a/b"], kind: "value" },
    ]);
  });

  it("takes one path, as the original did", () => {
    assert.deepEqual(parseProperties("meta/Timestamp"), [
      { name: "meta/Timestamp", path: ["meta", "Timestamp"], kind: "value" },
    ]);
  });

  it("names columns of an object by its names, and records accessors", () => {
    const specs = parseProperties({
      length: "payload/info/sessionLength",
      client: (ping) => ping.clientId,
      label: ["payload", "keyedHistograms", "SEARCH", "a/b"],
    });
    assert.deepEqual(specs, [
      { name: "length", path: ["payload", "info", "sessionLength"], kind: "value" },
      { name: "client", path: ["clientId"], kind: "id" },
      {
        name: "label",
        path: ["payload", "keyedHistograms", "SEARCH", "a/b"],
        kind: "histogram",
        process: "all",
      },
    ]);
  });

  it("tells merged histograms from those of one process", () => {
    const kinds = parseProperties([
      "payload/histograms/GC_MS",
      "histograms/GC_MS",
      "payload/keyedHistograms/SEARCH",
      "payload/keyedHistograms/SEARCH/google",
      "payload/processes/content/histograms/GC_MS",
      "payload/processes/content/keyedHistograms/SEARCH",
      "payload/processes/content/scalars/x",
    ]).map(({ kind, process }) => [kind, process]);
    assert.deepEqual(kinds, [
      ["histogram", "all"],
      ["histogram", "all"],
      ["keyed-histogram", "all"],
      ["histogram", "all"],
      ["histogram", undefined],
      ["keyed-histogram", undefined],
      ["value", undefined],
    ]);
  });

  it("adds parent and children after each merged histogram, and after nothing else", () => {
    const specs = parseProperties(
      {
        gc: "payload/histograms/GC_MS",
        reason: "payload/info/reason",
        one: "payload/processes/gpu/histograms/X",
      },
      { withProcesses: true },
    );
    assert.deepEqual(
      specs.map(({ name, process }) => [name, process]),
      [
        ["gc", "all"],
        ["gc_parent", "parent"],
        ["gc_children", "children"],
        ["reason", undefined],
        ["one", undefined],
      ],
    );
  });

  it("gives plain data", () => {
    const specs = parseProperties({ gc: (ping) => ping.payload.histograms.GC_MS }, { withProcesses: true });
    assert.deepEqual(JSON.parse(JSON.stringify(specs)), specs);
  });

  it("does not keep the caller's list", () => {
    const path = ["payload", "reason"];
    const specs = parseProperties([path]);
    path.push("x");
    assert.deepEqual(specs[0]?.path, ["payload", "reason"]);
  });

  const rejected: [string, unknown, RegExp][] = [
    ["no property", [], /^PlanError: no property was asked for; name at least one path$/],
    ["an empty object", {}, /no property was asked for/],
    ["an empty path", [""], /the path has an empty member, got ""; write it as payload\/info\/reason/],
    ["an empty list", { a: [] }, /the path of "a" has an empty member, got \[\]/],
    ["a leading slash", ["/payload"], /empty member, got "\/payload"/],
    ["a trailing slash", ["payload/"], /empty member/],
    ["a name twice", ["id", "id"], /two properties are named "id"; name each once, or give aliases/],
    [
      "histograms without a name",
      ["payload/histograms"],
      /histograms need a probe's name, got "payload\/histograms"; ask for payload\/histograms\/NAME/,
    ],
    [
      "keyed histograms without a name",
      ["payload/keyedHistograms"],
      /ask for payload\/keyedHistograms\/NAME/,
    ],
    [
      "a member of a histogram",
      ["payload/histograms/GC_MS/sum"],
      /a histogram has no properties to select, got .*; ask for payload\/histograms\/GC_MS and use its methods/,
    ],
    [
      "a label with a slash in a text",
      ["payload/keyedHistograms/SEARCH/a/b"],
      /write \["payload","keyedHistograms","SEARCH","a\/b"\]/,
    ],
  ];
  for (const [what, properties, message] of rejected) {
    it(`rejects ${what}`, () => {
      assert.throws(
        () => parseProperties(properties as never),
        (error) => error instanceof PlanError && message.test(String(error)),
      );
    });
  }

  for (const properties of [null, undefined, 5, [null], [5], { a: 5 }, { a: null }, [["a", 5]]]) {
    it(`rejects ${JSON.stringify(properties)} with a TypeError`, () => {
      assert.throws(() => parseProperties(properties as never), TypeError);
    });
  }
});
