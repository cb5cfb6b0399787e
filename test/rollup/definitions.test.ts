import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Definitions } from "../../src/rollup/index.js";
import { goldenDefinitions, goldenIsMissing } from "../support/golden-aggregates.js";

const definitions = Definitions.parse({
  histograms: JSON.stringify({
    GC_MS: { kind: "exponential", high: 10_000, n_buckets: 50, description: "Pauses (ms)" },
    LINEAR: { kind: "linear", low: 10, high: "80 + 10", n_buckets: "5" },
    REASON: { kind: "enumerated", n_values: "JS::gcreason::NUM_TELEMETRY_REASONS" },
    CHOICE: { kind: "categorical", labels: ["a", "b"] },
    SEARCHES: { kind: "count", keyed: true },
    FLAG: { kind: "flag" },
    USE_COUNTER2_X_PAGE: { kind: "count" },
    UNSURE: { kind: "linear", high: "SOME_CONSTANT", n_buckets: 5 },
  }),
  scalars:
    "browser.engagement:\n  tab_count:\n    description: >\n      How many\n      tabs.\n    kind: uint\n",
});

describe("Definitions", () => {
  const ids: readonly [metric: string, id: string | undefined][] = [
    ["GC_MS", "exponential:1:10000:50"],
    ["STARTUP_GC_MS", "exponential:1:10000:50"],
    ["LINEAR", "linear:10:90:5"],
    ["REASON", "enumerated:101"],
    ["CHOICE", 'categorical["a","b"]'],
    ["[[COUNT]]_SEARCHES", "count"],
    ["[[COUNT]]_UNKNOWN", undefined],
    ["FLAG", "flag"],
    ["USE_COUNTER2_X_PAGE", "boolean"],
    ["USE_COUNTER_NEVER_DEFINED", "boolean"],
    ["SCALARS_ANYTHING", "scalar"],
    ["SIMPLE_MEASURES_ANYTHING", "simple"],
    ["UNSURE", undefined],
    ["UNKNOWN", undefined],
    ["__proto__", undefined],
    ["STARTUP_UNKNOWN", undefined],
  ];
  for (const [metric, id] of ids) {
    it(`find(${JSON.stringify(metric)}) has the layout ${id}`, () => {
      assert.equal(definitions.find(metric)?.layout.id, id);
    });
  }

  it("find(metric) has descriptions of histograms and scalars", () => {
    assert.equal(definitions.find("GC_MS")?.description, "Pauses (ms)");
    assert.equal(definitions.find("SCALARS_BROWSER.ENGAGEMENT.TAB_COUNT")?.description, "How many tabs.");
    assert.equal(definitions.find("SIMPLE_MEASURES_UPTIME")?.description, "");
  });

  it("find(metric) of a categorical metric has its labels and spill", () => {
    assert.deepEqual(definitions.find("CHOICE")?.layout.labels, ["a", "b", "spill"]);
  });

  it("parse(texts) refuses what is no object", () => {
    assert.throws(() => Definitions.parse({ histograms: "[" }), SyntaxError);
    assert.throws(() => Definitions.parse({ histograms: "[]" }), TypeError);
    assert.throws(() => Definitions.parse({ histograms: "{}", scalars: "- 1" }), TypeError);
  });

  it("parse(texts) reads Mozilla's definitions, of which every one has a layout", {
    skip: goldenIsMissing,
  }, () => {
    const mozillas = goldenDefinitions();
    // Bounds of GC_MS from Mozilla's own scripts.
    assert.deepEqual(
      mozillas.find("GC_MS")?.layout.bounds,
      [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 34, 40, 48, 57, 68, 81, 96, 114, 135, 160, 190,
        226, 268, 318, 378, 449, 533, 633, 752, 894, 1062, 1262, 1500, 1782, 2117, 2516, 2990, 3553, 4222,
        5017, 5961, 7083, 8416, 10000,
      ],
    );
    assert.equal(
      mozillas.find("SCALARS_BROWSER.ENGAGEMENT.TAB_OPEN_EVENT_COUNT")?.description.slice(0, 9),
      "The count",
    );
  });
});
