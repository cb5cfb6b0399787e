import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { dateTicks } from "../../src/plot/date-ticks.js";
import { formatCount, formatNumber, formatPercent } from "../../src/plot/format-number.js";
import { textWidth } from "../../src/plot/text-width.js";
import { linearTicks, symlogTicks, thinTicks } from "../../src/plot/ticks.js";
import { fitText, wrapText } from "../../src/plot/wrap-text.js";

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map((tick) => tick.label);

describe("textWidth", () => {
  it("textWidth(text, size) is DejaVu's own width", () => {
    // fontTools: sum of DejaVuSans.ttf's advance widths, at 10 px
    assert.ok(Math.abs(textWidth("shutdown", 10) - 48.79) < 0.1, String(textWidth("shutdown", 10)));
    assert.ok(textWidth("shutdown", 10, "bold") > textWidth("shutdown", 10));
  });
});

describe("wrapText", () => {
  it("wrapText(text, width, size) breaks at spaces, and inside words that are too long", () => {
    assert.deepEqual(wrapText("one two  three", 50, 11), ["one two", "three"]);
    assert.equal(wrapText("a".repeat(40), 100, 11).join(""), "a".repeat(40));
    assert.deepEqual(wrapText("", 50, 11), []);
  });
  it("wrapText(text, width, size) makes no line wider than asked for and loses nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 40, max: 300 }), (text, width) => {
        const lines = wrapText(text, width, 11);
        assert.ok(lines.every((line) => textWidth(line, 11) <= width));
        assert.equal(lines.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
      }),
    );
  });
});

describe("fitText", () => {
  it("fitText(text, width, size, lines) ends in an ellipsis where it was cut", () => {
    const lines = fitText("a label that goes on and on and on and on", 100, 11, 2);
    assert.equal(lines.length, 2);
    assert.ok(lines[1]!.endsWith("…") && textWidth(lines[1]!, 11) <= 100);
    assert.deepEqual(fitText("short", 100, 11, 1), ["short"]);
  });
});

describe("formatNumber", () => {
  it("formatNumber(value) groups thousands and drops zeros", () => {
    assert.deepEqual(
      [0, 1234567, 0.5, 1.005, -25, -0.001, 1e21, 1e-9, Number.NaN, Number.NEGATIVE_INFINITY].map((one) =>
        formatNumber(one),
      ),
      ["0", "1,234,567", "0.5", "1", "−25", "0", "1.00e+21", "1.00e−9", "NaN", "−∞"],
    );
    assert.equal(formatPercent(0.7813), "78.13%");
  });
  it("formatCount(count, plural) knows one of a kind", () => {
    assert.deepEqual(
      [
        formatCount(1, "pings"),
        formatCount(1, "crashes"),
        formatCount(1, "queries"),
        formatCount(2, "crashes"),
      ],
      ["1 ping", "1 crash", "1 query", "2 crashes"],
    );
  });
});

describe("linearTicks", () => {
  it("linearTicks(low, high, count) encloses the values in round steps", () => {
    assert.deepEqual(labels(linearTicks(0, 19434, 5)), ["0", "5,000", "10,000", "15,000", "20,000"]);
    assert.deepEqual(labels(linearTicks(0.13, 0.31, 4)), ["0.1", "0.15", "0.2", "0.25", "0.3", "0.35"]);
    assert.deepEqual(labels(linearTicks(0, 2, 5, true)), ["0", "1", "2"]);
    assert.deepEqual(labels(linearTicks(0, 3e6, 3)), ["0", "1M", "2M", "3M"]);
    assert.deepEqual(labels(linearTicks(5, 5, 3)), ["5", "6"]);
  });
  it("linearTicks(low, high, count) encloses any range in a few", () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(high - low > Math.max(1e-200, Math.abs(low) * 1e-6, Math.abs(high) * 1e-6));
        const ticks = linearTicks(low, high, 5);
        const slack = (high - low) * 1e-6;
        assert.ok(ticks[0]!.value <= low + slack && ticks[ticks.length - 1]!.value >= high - slack);
        assert.ok(ticks.length >= 2 && ticks.length <= 12);
      }),
    );
  });
});

describe("symlogTicks", () => {
  it("symlogTicks(high) are 0 and the powers of ten up to it", () => {
    assert.deepEqual(labels(symlogTicks(1738)), ["0", "1", "10", "100", "1,000", "10,000"]);
  });
});

describe("thinTicks", () => {
  it("thinTicks(ticks, …) keeps every n-th label and the last", () => {
    const ticks = Array.from({ length: 31 }, (_, i) => ({ value: i, label: i === 30 ? "30+" : String(i) }));
    const kept = thinTicks(
      ticks,
      (value) => value * 10,
      () => 35,
    );
    assert.deepEqual(labels(kept), ["0", "5", "10", "15", "20", "25", "30+"]);
    const many = thinTicks(
      ticks,
      (value) => value * 10,
      () => 15,
    );
    assert.deepEqual(labels(many).slice(-2), ["28", "30+"]);
    assert.deepEqual(
      thinTicks(
        [],
        () => 0,
        () => 0,
      ),
      [],
    );
    assert.deepEqual(
      labels(
        thinTicks(
          ticks.slice(0, 2),
          (value) => value,
          () => 50,
        ),
      ),
      ["1"],
    );
  });
});

describe("dateTicks", () => {
  const at = (text: string) => Date.parse(`${text}Z`);
  it("dateTicks(low, high, most) steps by hours, days, weeks from Monday, months or years, in UTC", () => {
    assert.deepEqual(labels(dateTicks(at("2017-06-14T00:00"), at("2017-06-14T23:00"), 8)), [
      "Jun 14",
      "06:00",
      "12:00",
      "18:00",
    ]);
    assert.deepEqual(labels(dateTicks(at("2017-06-14T00:00"), at("2017-06-19T00:00"), 8)), [
      "Jun 14",
      "Jun 15",
      "Jun 16",
      "Jun 17",
      "Jun 18",
      "Jun 19",
    ]);
    // 2017-06-12 was a Monday.
    assert.deepEqual(labels(dateTicks(at("2017-06-09T00:00"), at("2017-07-12T00:00"), 6)), [
      "Jun 12",
      "Jun 19",
      "Jun 26",
      "Jul 3",
      "Jul 10",
    ]);
    assert.deepEqual(labels(dateTicks(at("2017-01-15T00:00"), at("2017-12-31T00:00"), 4)), [
      "Apr 2017",
      "Jul 2017",
      "Oct 2017",
    ]);
    assert.deepEqual(labels(dateTicks(at("2000-01-01T00:00"), at("2020-01-01T00:00"), 6)), [
      "2000",
      "2005",
      "2010",
      "2015",
      "2020",
    ]);
  });
});
