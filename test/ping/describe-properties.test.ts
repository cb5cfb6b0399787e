import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeProperties, type PropertyDescription } from "../../src/ping/index.js";

function raw(): object {
  return { bucket_count: 3, histogram_type: 4, range: [1, 2], sum: 1, values: { 0: 1 } };
}

function row(path: string, types: string, count: number, share: number): PropertyDescription {
  return { path, types: types.split(" "), count, share };
}

describe("describeProperties", () => {
  it("lists paths with types and presence, sorted", () => {
    const pings = [
      { id: "a", version: 4, payload: { reason: "startup", list: [1, { a: 1 }], gone: {} } },
      { id: "b", version: 4, payload: { reason: null, list: [] } },
      { id: "c", version: "4", payload: null },
    ];
    assert.deepEqual(describeProperties(pings), [
      row("id", "string", 3, 1),
      row("payload", "null", 0, 0),
      row("payload/list", "list", 2, 2 / 3),
      row("payload/reason", "null string", 1, 1 / 3),
      row("version", "number string", 3, 1),
    ]);
  });

  it("lists a histogram once, whichever processes recorded it", () => {
    const pings = [
      {
        payload: {
          histograms: { GC: raw() },
          keyedHistograms: { SEARCH: { google: raw() }, EMPTY: {} },
          processes: {
            content: { histograms: { GC: raw(), CHILD: raw() }, scalars: { "a.b": 1 } },
            gpu: null,
          },
          childPayloads: [{ histograms: { OLD: raw() } }, null],
        },
      },
    ];
    assert.deepEqual(describeProperties(pings), [
      row("payload/childPayloads", "list", 1, 1),
      row("payload/histograms/CHILD", "histogram", 1, 1),
      row("payload/histograms/GC", "histogram", 1, 1),
      row("payload/histograms/OLD", "histogram", 1, 1),
      row("payload/keyedHistograms/SEARCH", "keyed-histogram", 1, 1),
      row("payload/processes/content/scalars/a.b", "number", 1, 1),
      row("payload/processes/gpu", "null", 0, 0),
    ]);
  });

  it("sums up what is nested deeper than any browser would", () => {
    let deep: object = { leaf: 1, other: "x" };
    for (let i = 0; i < 50_000; i++) deep = { a: deep };
    const path = `${"a/".repeat(100)}*`;
    assert.deepEqual(describeProperties([deep, { a: 1 }]), [
      row("a", "number", 1, 1 / 2),
      row(path, "number string", 1, 1 / 2),
    ]);
    let edge: object = { leaf: 1 };
    for (let i = 0; i < 99; i++) edge = { a: edge };
    assert.deepEqual(describeProperties([edge]), [row(`${"a/".repeat(99)}leaf`, "number", 1, 1)]);
  });

  it("sums up the fullest maps until the rows fit", () => {
    const prefs = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`pref${i}`, i % 2 === 0 ? i : "text"]),
    );
    const pings = [{ id: "a", userPrefs: prefs, settings: { a: 1, b: 2 } }, { id: "b" }];
    assert.deepEqual(describeProperties(pings, { maxPaths: 10 }), [
      row("id", "string", 2, 1),
      row("settings/a", "number", 1, 0.5),
      row("settings/b", "number", 1, 0.5),
      row("userPrefs/*", "number string", 1, 0.5),
    ]);
    assert.deepEqual(
      describeProperties(pings, { maxPaths: 3 }).map(({ path }) => path),
      ["id", "settings/*", "userPrefs/*"],
    );
    assert.deepEqual(
      describeProperties(pings, { maxPaths: 1 }).map(({ path }) => path),
      ["*"],
    );
  });

  it("writes paths whose members hold a slash as a list", () => {
    const pings = [{ payload: { slowSQL: { "VACUUM /* places */": [1, 330] } } }];
    assert.deepEqual(describeProperties(pings), [
      row('["payload","slowSQL","VACUUM /* places */"]', "list", 1, 1),
    ]);
  });

  it("is empty for no pings", () => {
    assert.deepEqual(describeProperties([]), []);
  });
});
