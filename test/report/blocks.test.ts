import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Frame } from "../../src/frame/index.js";
import { Histogram, KeyedHistogram } from "../../src/histogram/index.js";
import { barsOf } from "../../src/report/console/bars-of.js";
import { groupSequences } from "../../src/report/group-sequences.js";
import {
  type Block,
  blockToConsole,
  blockToHTML,
  formatNumber,
  formatPercentage,
} from "../../src/report/index.js";
import { tableOf } from "../../src/report/table-of.js";
import { quantity, ratio } from "../../src/validation/index.js";

const nasty = `<img src=x onerror="alert('1')">&`;

describe("blockToHTML", () => {
  it("blockToHTML(block) escapes every text of every block", () => {
    const share = ratio({ id: nasty, name: nasty, n: 1, d: 2, of: nasty, note: nasty });
    const size = quantity({ id: `${nasty}2`, name: nasty, value: 1, unit: nasty, of: nasty, note: nasty });
    const check = { id: nasty, claim: nasty, ratio: share, bound: "at most", threshold: 0.1 } as const;
    const blocks: Block[] = [
      { type: "heading", id: nasty, level: 2, text: nasty },
      { type: "text", markdown: nasty },
      { type: "notice", level: "warning", markdown: nasty },
      { type: "figures", title: null, caption: null, figures: [share] },
      { type: "figures", title: nasty, caption: nasty, figures: [share, size] },
      { type: "figures", title: nasty, caption: nasty, figures: [share, share] },
      tableOf([{ [nasty]: nasty }], { title: nasty, caption: nasty }),
      { type: "plot", title: nasty, alt: nasty, caption: nasty, spec: {}, svg: null },
      { type: "plot", title: nasty, alt: nasty, caption: nasty, spec: {}, svg: "<svg></svg>" },
      { type: "check", check: { ...check, judgedBy: "interval", verdict: "fail", isMet: false } },
      { type: "comparison", title: nasty, published: share, corrected: size, because: nasty },
      groupSequences([{ sequence: [nasty], count: 9 }], { title: nasty, caption: nasty, unit: nasty }),
      { type: "provenance", facts: { [nasty]: nasty, list: [nasty], counts: { [nasty]: nasty } } },
      { type: "compat", text: nasty },
    ];
    for (const block of blocks) assert.doesNotMatch(blockToHTML(block), /<img src=x|onerror="/, block.type);
  });

  it("blockToHTML(plot) embeds a picture that could run or load something as an image", () => {
    for (const svg of [
      "<svg><script>alert(1)</script></svg>",
      '<svg onload="alert(1)"></svg>',
      '<svg><image href="https://x.org/a.png"/></svg>',
      "<svg><style>@import 'https://x.org'</style></svg>",
    ]) {
      const html = blockToHTML({ type: "plot", title: "t", alt: "a", caption: null, spec: {}, svg });
      assert.match(html, /^<figure class="plot"><img alt="a" src="data:image\/svg\+xml,[^"<>]+">/);
    }
  });

  it("blockToHTML(plot) keeps ids of pictures apart and drops their background", () => {
    const svg =
      '<?xml version="1.0"?><svg width="9"><rect width="9" height="9" fill="#ffffff"/><defs><clipPath id="c"/></defs><g clip-path="url(#c)"/><rect fill="#ffffff"/></svg>';
    const block: Block = { type: "plot", title: "t", alt: "a", caption: null, spec: {}, svg };
    const html = blockToHTML(block, { index: 7, anchored: new Set() });
    assert.match(
      html,
      /<svg width="9"><defs><clipPath id="plot7-c"\/><\/defs><g clip-path="url\(#plot7-c\)"\/><rect fill/,
    );
  });

  it("blockToHTML(figures) anchors a figure once a page", () => {
    const figure = ratio({ id: "startup", name: "startup", n: 1, d: 2, of: "all pings" });
    const block: Block = { type: "figures", title: null, caption: null, figures: [figure] };
    const page = { index: 0, anchored: new Set<string>() };
    assert.match(blockToHTML(block, page), / id="figure-startup"/);
    assert.doesNotMatch(blockToHTML(block, page), / id="figure-startup"/);
  });
});

describe("figures without values", () => {
  const none = ratio({ name: "startup", n: 0, d: 0, of: "all pings" });
  const median = quantity({ name: "median", value: null, unit: "days" });

  it("blockToConsole(figures) shows dashes", () => {
    const text = blockToConsole({ type: "figures", title: "T", caption: null, figures: [none, median] });
    assert.match(text, /startup +0 \/ 0 +– +–\n/);
    assert.match(text, /median +–\n/);
  });

  it("blockToHTML(figures) shows dashes", () => {
    const html = blockToHTML({ type: "figures", title: "T", caption: null, figures: [none, median] });
    assert.equal([...html.matchAll(/>–</g)].length, 3);
  });
});

describe("groupSequences", () => {
  const groups = [
    { sequence: ["a", "a"], count: 10 },
    { sequence: ["a", null], count: 4 },
    { sequence: ["b"], count: 1 },
  ];

  it("groupSequences(groups) hides groups of fewer than five, and counts them", () => {
    const block = groupSequences(groups);
    assert.deepEqual(block.groups, [{ sequence: ["a", "a"], count: 10 }]);
    assert.deepEqual(block.hidden, { groups: 2, total: 5 });
    assert.equal(block.total, 15);
    assert.match(blockToConsole(block), /5 {2}2 other sequences, each of fewer than 5 clients, not shown/);
  });

  it("groupSequences(groups, {isSynthetic}) hides nothing", () => {
    const block = groupSequences(groups, { minGroup: 100, isSynthetic: true });
    assert.equal(block.groups.length, 3);
    assert.deepEqual(block.groups[1]?.sequence, ["a", "(missing)"]);
    assert.deepEqual(block.hidden, { groups: 0, total: 0 });
  });

  it("groupSequences(frame) takes the counted sequences of a frame", () => {
    const pings = Frame.fromObjects(
      ["a", "b", "a", "b", "a"].map((client, i) => ({
        client,
        at: i,
        reason: i < 3 ? "shutdown" : "startup",
      })),
      { kinds: { client: "id" } },
    );
    const counted = pings.sequences({ by: "client", orderBy: "at", value: "reason" }).countBy("sequence");
    const block = groupSequences(counted, { minGroup: 1 });
    assert.deepEqual(block.groups, [
      { sequence: ["shutdown", "shutdown", "startup"], count: 1 },
      { sequence: ["shutdown", "startup"], count: 1 },
    ]);
  });

  it("groupSequences(frame) refuses sequences of identifiers", () => {
    const pings = Frame.fromObjects([{ client: "c", id: "d", at: 1 }], { kinds: { client: "id", id: "id" } });
    const counted = pings.sequences({ by: "client", orderBy: "at", value: "id" }).countBy("sequence");
    assert.throws(() => groupSequences(counted), /sequences hold identifiers/);
  });

  it("groupSequences(frame) says which columns it needs", () => {
    assert.throws(() => groupSequences(Frame.fromObjects([{ a: 1 }])), {
      name: "TypeError",
      message: 'sequences need columns "sequence" and "count", got ["a"]; use countBy("sequence")',
    });
  });

  it("groupSequences(groups, {minGroup}) takes whole numbers from 1", () => {
    assert.throws(() => groupSequences(groups, { minGroup: 0 }), RangeError);
    assert.throws(() => groupSequences(groups, { minGroup: 1.5 }), RangeError);
  });

  it("groupSequences([]) shows an empty table", () => {
    const block = groupSequences([]);
    assert.match(blockToHTML(block), /0 clients/);
    assert.equal(blockToConsole(block), "0 clients\n\n");
  });
});

describe("tableOf", () => {
  it("tableOf(rows, {digits}) rounds numbers", () => {
    const rows = [
      { n: 1.236, text: "1.236", big: 12_345 },
      { n: Number.NaN, text: null, big: -0.004 },
    ];
    assert.deepEqual(tableOf(rows, { digits: 2 }).rows, [
      [1.24, "1.236", 12_345],
      [Number.NaN, null, -0],
    ]);
    assert.throws(
      () => tableOf(rows, { digits: 0.5 }),
      /^RangeError: digits must be a whole number from 0 to 100, got 0.5$/,
    );
  });

  it("tableOf(frame) hides whole cells that hold identifiers, and says what histograms hold", () => {
    const gc = new Histogram({ kind: "linear", bounds: [0, 2], counts: [1, 3], sum: 6 });
    const frame = Frame.fromObjects([
      { info: { sessionId: "x", n: 1 }, gc, keyed: new KeyedHistogram({ a: gc }) },
      { info: null, gc: null, keyed: null },
    ]).withIds("info");
    assert.deepEqual(tableOf(frame).rows, [
      ["‹hidden›", "Histogram(linear, 4 values, mean 1.5)", "KeyedHistogram(1 label)"],
      [null, null, null],
    ]);
  });

  it("tableOf(frame) hides identifiers and shows numbers on the right", () => {
    const frame = Frame.fromObjects(
      [
        { id: "x", n: 1, ok: true, list: [1, 2], big: 2n ** 60n },
        { id: null, n: null, ok: null, list: null, big: null },
      ],
      { kinds: { id: "id" } },
    );
    const block = tableOf(frame);
    assert.deepEqual(block.rows, [
      ["‹hidden›", 1, true, "[1,2]", "1152921504606846976"],
      [null, null, null, null, null],
    ]);
    assert.deepEqual(
      block.columns.map(({ align }) => align),
      ["left", "right", "left", "left", "right"],
    );
  });

  it("tableOf(rows, {maxRows}) shows head and tail and says how many are between", () => {
    const block = tableOf(
      Array.from({ length: 10 }, (_, i) => ({ i })),
      { maxRows: 5 },
    );
    assert.deepEqual(block.rows.flat(), [0, 1, 2, 8, 9]);
    assert.deepEqual([block.headCount, block.rowCount], [3, 10]);
    assert.match(blockToConsole(block), /2\n {2}… 5 more rows …\n/);
    assert.match(blockToHTML(block), /<td class="number">2<\/td><\/tr><tr class="omitted">.*… 5 more rows …/);
    assert.throws(() => tableOf([], { maxRows: 1 }), RangeError);
  });

  it("tableOf([]) is an empty table", () => {
    assert.equal(tableOf([]).rowCount, 0);
    assert.match(blockToHTML(tableOf([])), /0 rows/);
  });
});

describe("barsOf", () => {
  it("barsOf(spec) knows nothing of other charts", () => {
    for (const spec of [null, undefined, 5, {}, { layer: [] }, { layer: [{ mark: { type: "line" } }] }]) {
      assert.equal(barsOf(spec), null);
    }
    const rows = Array.from({ length: 61 }, (_, i) => ({ bin: String(i), count: i }));
    assert.equal(barsOf({ layer: [{ mark: { type: "rect" }, data: { values: rows } }] }), null);
  });
});

describe("formatNumber", () => {
  for (const [value, text] of [
    [0, "0"],
    [-0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [1234567.5, "1,234,567.5"],
    [-1234.56789, "−1,234.5679"],
    [0.1 + 0.2, "0.3"],
    [0.00001234, "0.00001234"],
    [1e21, "1.000e+21"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ] as const) {
    it(`formatNumber(${value}) is ${text}`, () => assert.equal(formatNumber(value), text));
  }
});

describe("formatPercentage", () => {
  for (const [value, text] of [
    [null, "–"],
    [0, "0.00%"],
    [0.001, "<0.01%"],
    [0.005, "0.01%"],
    [21.871, "21.87%"],
    [99.999, ">99.99%"],
    [100, "100.00%"],
  ] as const) {
    it(`formatPercentage(${value}) is ${text}`, () => assert.equal(formatPercentage(value), text));
  }
});
