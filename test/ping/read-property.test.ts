import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { HistogramData } from "../../src/histogram/index.js";
import {
  type ParsePropertiesOptions,
  type PropertySource,
  parseProperties,
  readProperty,
} from "../../src/ping/index.js";

function read(ping: unknown, source: PropertySource): unknown {
  const [spec] = parseProperties([source]);
  return readProperty(spec!)(ping);
}

/** A linear histogram with bounds 0, 1, 4, 7, 10. */
function raw(values: Record<string, number>, sum = 0): object {
  return { bucket_count: 5, histogram_type: 1, range: [1, 10], sum, values };
}

function countsOf(value: unknown): readonly number[] | null {
  return value === null ? null : (value as HistogramData).counts;
}

describe("readProperty", () => {
  const ping = {
    clientId: "c",
    nothing: null,
    payload: {
      zero: 0,
      no: false,
      empty: "",
      list: [],
      object: {},
      items: [1, 2],
      text: "abc",
      info: { reason: "x" },
    },
  };

  it("reads members at any depth", () => {
    assert.equal(read(ping, "payload/info/reason"), "x");
    assert.deepEqual(read(ping, "payload/items"), [1, 2]);
    assert.deepEqual(read(ping, "payload/info"), { reason: "x" });
  });

  it("keeps 0, false, empty texts and empty lists", () => {
    assert.equal(read(ping, "payload/zero"), 0);
    assert.equal(read(ping, "payload/no"), false);
    assert.equal(read(ping, "payload/empty"), "");
    assert.deepEqual(read(ping, "payload/list"), []);
  });

  it("reads null for what is missing, null or an empty object", () => {
    for (const path of [
      "gone",
      "payload/gone",
      "payload/gone/on",
      "nothing",
      "nothing/on",
      "payload/object",
    ]) {
      assert.equal(read(ping, path), null, path);
    }
    for (const document of [null, undefined, 5, "text", [], { payload: null }, { payload: [] }]) {
      assert.equal(read(document, "payload/info/reason"), null);
    }
  });

  it("walks into a list by the place of an item, written in the usual way", () => {
    const lists = { items: [["a", "b"], { name: "c" }], "0": "a member" };
    assert.equal(read(lists, "items/0/1"), "b");
    assert.equal(read(lists, "items/1/name"), "c");
    assert.equal(read(lists, "0"), "a member");
    for (const path of ["items/2", "items/00", "items/-1", "items/1e0", "items/ 1", "items/0/1/0"]) {
      assert.equal(read(lists, path), null, path);
    }
  });

  it("does not walk into scalars, nor into what lists have beside items", () => {
    for (const path of ["payload/items/length", "payload/text/length", "payload/zero/toFixed"]) {
      assert.equal(read(ping, path), null, path);
    }
  });

  it("reads own members only", () => {
    for (const path of [
      "constructor",
      "toString",
      "__proto__",
      "payload/constructor/name",
      "payload/__proto__",
    ]) {
      assert.equal(read(ping, path), null, path);
    }
    const document = JSON.parse('{"payload": {"__proto__": {"reason": "own"}}}');
    assert.equal(read(document, "payload/__proto__/reason"), "own");
    const bare = Object.assign(Object.create(null), { payload: Object.create({ reason: "inherited" }) });
    assert.equal(read(bare, "payload/reason"), null);
  });

  it("reads identifiers as texts, and anything else there as null", () => {
    assert.equal(read(ping, "clientId"), "c");
    for (const clientId of [5, true, {}, ["c"], null]) assert.equal(read({ clientId }, "clientId"), null);
  });

  it("never throws and never changes the ping", () => {
    const sources: PropertySource[] = [
      "payload",
      "payload/a",
      "id",
      "payload/histograms/a",
      "payload/keyedHistograms/a",
      "payload/keyedHistograms/a/b",
    ];
    const key = fc.constantFrom(
      "payload",
      "histograms",
      "keyedHistograms",
      "processes",
      "childPayloads",
      "a",
      "b",
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "medium" },
        fc.constantFrom(null, 0, 1, "a", true, raw({ 1: 2 })),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (document) => {
        const before = JSON.stringify(document);
        for (const source of sources) assert.notEqual(read(document, source), undefined);
        assert.equal(JSON.stringify(document), before);
      }),
    );
  });
});

describe("readProperty of histograms", () => {
  const ping = {
    payload: {
      histograms: { GC: raw({ 1: 1 }, 2), PARENT: raw({ 0: 1 }) },
      keyedHistograms: { SEARCH: { "a/b": raw({ 1: 1 }), plain: raw({ 4: 1 }) } },
      processes: {
        parent: { scalars: { x: 1 } },
        content: {
          histograms: { GC: raw({ 4: 10 }, 40), CHILD: raw({ 7: 5 }) },
          keyedHistograms: { SEARCH: { "a/b": raw({ 1: 2 }), child: raw({ 7: 1 }) } },
        },
        gpu: { histograms: { GC: raw({ 7: 100 }) } },
        unheardOf: { histograms: { GC: raw({ 10: 1000 }, 5) } },
      },
      childPayloads: [{ histograms: { GC: raw({ 0: 7 }) } }, {}, null, { keyedHistograms: {} }],
    },
  };

  function readAll(
    document: unknown,
    path: string,
    options: ParsePropertiesOptions,
  ): Record<string, unknown> {
    return Object.fromEntries(
      parseProperties({ h: path }, options).map((spec) => [spec.name, readProperty(spec)(document)]),
    );
  }

  it("merges the parent, every process and childPayloads", () => {
    assert.deepEqual(read(ping, "payload/histograms/GC"), {
      kind: "linear",
      bounds: [0, 1, 4, 7, 10],
      counts: [7, 1, 10, 100, 1000],
      sum: 47,
    });
    assert.deepEqual(countsOf(read(ping, "payload/histograms/CHILD")), [0, 0, 0, 5, 0]);
    assert.equal(read(ping, "payload/histograms/NONE"), null);
  });

  it("reads the parent and the children apart", () => {
    const { h, h_parent, h_children } = readAll(ping, "payload/histograms/GC", { withProcesses: true });
    assert.deepEqual(
      [countsOf(h), countsOf(h_parent), countsOf(h_children)],
      [
        [7, 1, 10, 100, 1000],
        [0, 1, 0, 0, 0],
        [7, 0, 10, 100, 1000],
      ],
    );
    assert.equal(readAll(ping, "payload/histograms/PARENT", { withProcesses: true })["h_children"], null);
    assert.equal(readAll(ping, "payload/histograms/CHILD", { withProcesses: true })["h_parent"], null);
  });

  it("reads one process where the path names it", () => {
    assert.deepEqual(countsOf(read(ping, "payload/processes/content/histograms/GC")), [0, 0, 10, 0, 0]);
    assert.equal(read(ping, "payload/processes/socket/histograms/GC"), null);
  });

  it("reads keyed histograms over the union of labels", () => {
    const keyed = read(ping, "payload/keyedHistograms/SEARCH") as Record<string, HistogramData>;
    assert.equal(Object.getPrototypeOf(keyed), null);
    assert.deepEqual(
      Object.entries(keyed).map(([label, { counts }]) => [label, counts]),
      [
        ["a/b", [0, 3, 0, 0, 0]],
        ["plain", [0, 0, 1, 0, 0]],
        ["child", [0, 0, 0, 1, 0]],
      ],
    );
    assert.equal(read(ping, "payload/keyedHistograms/NONE"), null);
  });

  it("gives a keyed histogram for each of all, parent and children, labels as they are", () => {
    const columns = readAll(ping, "payload/keyedHistograms/SEARCH", { withProcesses: true });
    assert.deepEqual(
      Object.entries(columns).map(([name, keyed]) => [name, Object.keys(keyed as object)]),
      [
        ["h", ["a/b", "plain", "child"]],
        ["h_parent", ["a/b", "plain"]],
        ["h_children", ["a/b", "child"]],
      ],
    );
  });

  it("reads one label, also one with a slash or a name of Object's", () => {
    assert.deepEqual(countsOf(read(ping, ["payload", "keyedHistograms", "SEARCH", "a/b"])), [0, 3, 0, 0, 0]);
    assert.deepEqual(countsOf(read(ping, "payload/keyedHistograms/SEARCH/child")), [0, 0, 0, 1, 0]);
    assert.equal(read(ping, "payload/keyedHistograms/SEARCH/constructor"), null);
    const odd = JSON.parse(
      `{"payload": {"keyedHistograms": {"K": {"__proto__": ${JSON.stringify(raw({ 1: 1 }))}}}}}`,
    );
    const keyed = read(odd, "payload/keyedHistograms/K") as object;
    assert.deepEqual(Object.keys(keyed), ["__proto__"]);
    assert.deepEqual(countsOf(read(odd, "payload/keyedHistograms/K/__proto__")), [0, 1, 0, 0, 0]);
  });

  it("tolerates null, empty objects for lists, and histograms that do not describe themselves", () => {
    const gaps: object[] = [
      { histograms: null, processes: null, childPayloads: null },
      { histograms: {}, processes: { content: null, gpu: 5 }, childPayloads: {} },
      { histograms: { GC: null }, processes: [], childPayloads: [5, [], null] },
      { histograms: { GC: {} }, processes: { content: { histograms: { GC: [1, 2] } } } },
      { histograms: [], processes: "x", childPayloads: "x" },
    ];
    for (const payload of gaps) {
      assert.equal(read({ payload }, "payload/histograms/GC"), null);
      assert.equal(read({ payload }, "payload/keyedHistograms/GC"), null);
      assert.equal(read({ payload }, "payload/keyedHistograms/GC/x"), null);
    }
    const half = {
      payload: { histograms: { GC: {} }, childPayloads: [{ histograms: { GC: raw({ 1: 3 }) } }] },
    };
    assert.deepEqual(countsOf(read(half, "payload/histograms/GC")), [0, 3, 0, 0, 0]);
  });

  it("reads histograms of old pings, which lie at the root", () => {
    assert.deepEqual(countsOf(read({ histograms: { GC: raw({ 1: 1 }) } }, "histograms/GC")), [0, 1, 0, 0, 0]);
  });

  it("says that a flag was set when any process set it", () => {
    const flag = (set: boolean): object => ({
      bucket_count: 3,
      histogram_type: 3,
      range: [1, 2],
      sum: set ? 1 : 0,
      values: set ? { 0: 0, 1: 1 } : { 0: 1, 1: 0 },
    });
    const both = {
      payload: { histograms: { F: flag(true) }, processes: { content: { histograms: { F: flag(true) } } } },
    };
    assert.deepEqual(countsOf(read(both, "payload/histograms/F")), [0, 2, 0]);
  });
});
