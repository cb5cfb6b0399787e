import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { type LoggerInterface, logger, None, parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { type Plot, plotBars, renderSvg } from "../../src/plot/index.js";
import { textWidth } from "../../src/plot/text-width.js";
import { CASES } from "./cases.js";

/** What Vega-Lite and Vega have to say about a specification. */
async function warningsOf(plot: Plot): Promise<unknown[]> {
  const warnings: unknown[] = [];
  const logger: { [name: string]: unknown } = {
    info: () => logger,
    debug: () => logger,
    level: () => logger,
  };
  for (const level of ["error", "warn"]) {
    logger[level] = (...args: unknown[]) => {
      warnings.push(args);
      return logger;
    };
  }
  const { spec } = compile(plot.spec as unknown as TopLevelSpec, {
    logger: logger as unknown as LoggerInterface,
  });
  const view = new View(parse(spec), { renderer: "none", logger: logger as unknown as LoggerInterface });
  await view.runAsync();
  view.finalize();
  return warnings;
}

const silent: LoggerInterface = logger(None);

/** Each text of a picture with the pixels from which to which it goes, and its height. */
function textsOf(svg: string): { text: string; start: number; end: number; y: number }[] {
  const origins = [{ x: 0, y: 0 }];
  const texts: { text: string; start: number; end: number; y: number }[] = [];
  for (const [, close, name, attributes = "", content = ""] of svg.matchAll(
    /<(\/?)(g|text)\b([^>]*?)\/?>([^<]*(?:<tspan[^>]*>[^<]*<\/tspan>)*)/g,
  )) {
    if (close === "/") {
      if (name === "g") origins.pop();
      continue;
    }
    const [, dx = "0", dy = "0"] = /translate\((-?[\d.]+),\s*(-?[\d.]+)\)/.exec(attributes) ?? [];
    const from = origins[origins.length - 1]!;
    const at = { x: from.x + Number(dx), y: from.y + Number(dy) };
    if (name === "g") {
      origins.push(at);
      continue;
    }
    const size = Number(/font-size="(\d+)px"/.exec(attributes)?.[1]);
    const weight = attributes.includes('font-weight="bold"') ? "bold" : "normal";
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? "start";
    const lines = content.includes("<tspan")
      ? [...content.matchAll(/<tspan[^>]*>([^<]*)/g)].map((line) => line[1]!)
      : [content];
    for (const [i, line] of lines.entries()) {
      const text = line.replace(/&gt;/g, ">").replace(/&lt;/g, "<").replace(/&amp;/g, "&");
      const width = textWidth(text, size, weight);
      const start = at.x - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
      texts.push({ text, start, end: start + width, y: at.y + i * size });
    }
  }
  return texts;
}

describe("Plot", () => {
  for (const [name, make] of Object.entries(CASES)) {
    it(`${name} is a specification that Vega-Lite accepts without a warning`, async () => {
      assert.deepEqual(await warningsOf(make()), []);
    });
    it(`${name} cuts no text off, and no two labels touch`, async () => {
      const svg = await make().toSVG();
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number) as [
        number,
        number,
        number,
      ];
      const levels = new Map<number, { text: string; start: number; end: number }[]>();
      const texts = textsOf(svg);
      assert.ok(texts.length > 1);
      for (const text of texts) {
        const { start, end, y } = text;
        assert.ok(start >= 0 && end <= width, `${JSON.stringify(text)} is not within 0 and ${width}`);
        assert.ok(y > 8 && y <= height, `${JSON.stringify(text)} is not within 0 and ${height}`);
        levels.set(y, [...(levels.get(y) ?? []), text]);
      }
      for (const level of levels.values()) {
        const sorted = level.sort((a, b) => a.start - b.start);
        for (const [i, { text, start }] of sorted.entries()) {
          const before = sorted[i - 1];
          assert.ok(before === undefined || start - before.end >= 3, `${before?.text} touches ${text}`);
        }
      }
    });
    it(`${name} is plain JSON and says in words what it shows`, () => {
      const { spec, altText, title } = make();
      assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec);
      assert.equal(spec.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
      assert.equal(spec["description"], altText);
      assert.match(altText, /^[A-Z].*\.$/);
      assert.ok(title.length > 0);
      assert.ok(JSON.stringify(spec).length < 100_000);
    });
  }

  it("renderSvg(spec) draws at once what Vega's own toSVG() draws", async () => {
    for (const make of Object.values(CASES)) {
      const { spec, altText } = make();
      const compiled = compile(spec as unknown as TopLevelSpec, { logger: silent }).spec;
      const view = new View(parse(compiled), { renderer: "none", logger: silent });
      const expected = await view.toSVG();
      view.finalize();
      assert.equal(
        renderSvg(spec, altText).replace(/^<svg role="img" aria-label="[^"]*" /, "<svg "),
        expected,
      );
    }
  });
  const plot = plotBars({ "a & b": 1, "<i>": 2 }, { title: 'Say "hi" & go' });
  it("plot.toSVG() gives the same bytes every time", async () => {
    const [first, second] = [await plot.toSVG(), await plot.toSVG()];
    assert.equal(first, second);
    const make = CASES["cdf-by-group"]!;
    const [third, fourth] = await Promise.all([make().toSVG(), make().toSVG()]);
    assert.equal(third, fourth);
  });
  it("plot.toSVG() is labelled with the text that stands for the picture, escaped", async () => {
    const svg = await plot.toSVG();
    assert.ok(
      svg.startsWith('<svg role="img" aria-label="Bars of values, 3 values: &lt;i&gt; 2, a &amp; b 1."'),
    );
    assert.ok(svg.includes("a &amp; b") && !svg.includes("<i>"));
  });
  it("plot.toPNG({scale}) is a PNG of that many pixels per pixel", async () => {
    const svg = await plot.toSVG();
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number) as [
      number,
      number,
      number,
    ];
    const png = await plot.toPNG({ scale: 1 });
    assert.deepEqual([...png.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    const header = new DataView(png.buffer, png.byteOffset);
    assert.deepEqual([header.getUint32(16), header.getUint32(20)], [width, height]);
    const double = await plot.toPNG();
    assert.equal(new DataView(double.buffer, double.byteOffset).getUint32(16), 2 * width);
    assert.equal(Object.getPrototypeOf(png), Uint8Array.prototype);
  });
  it("plot.toPNG({scale}) rejects a scale outside [0.1, 10]", async () => {
    for (const scale of [0, 11, Number.NaN]) {
      await assert.rejects(plot.toPNG({ scale }), {
        name: "RangeError",
        message: `scale must be from 0.1 to 10, got ${scale}`,
      });
    }
  });
  it("JSON.stringify(plot) is the specification, and inspect(plot) the text", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(plot)), plot.spec);
    assert.equal(inspect(plot), 'Plot(Say "hi" & go: Bars of values, 3 values: <i> 2, a & b 1.)');
  });
  it("plotting loads Vega and resvg on use, not before", () => {
    const compiled = join(import.meta.dirname, "..", "..", "src", "plot");
    for (const file of readdirSync(compiled).filter((name) => name.endsWith(".js"))) {
      assert.doesNotMatch(
        readFileSync(join(compiled, file), "utf8"),
        /from "(vega|vega-lite|@resvg\/resvg-js)"/,
        file,
      );
    }
  });
});
