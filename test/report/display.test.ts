import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { Frame } from "../../src/frame/index.js";
import { Histogram, KeyedHistogram } from "../../src/histogram/index.js";
import { plotBars } from "../../src/plot/index.js";
import { inlineStyles } from "../../src/report/display/inline-styles.js";
import {
  type Block,
  type DisplayOptions,
  findKernel,
  type Kernel,
  kernelOfDisplay,
  kernelSession,
  type MimeBundle,
  openNotebook,
  showAsLastExpression,
  showThing,
} from "../../src/report/index.js";
import { check, quantity, ratio } from "../../src/validation/index.js";
import { writeExample } from "./example-notebook.js";

const plot = plotBars({ a: 3, b: 4 }, { title: "Letters" });
const frame = Frame.fromColumns({ n: [1, 2], client: ["a", "b"] }, { kinds: { client: "id" } });
const uuid = "2f5e6b1c-77aa-4c0d-8e21-00dd9f3a4b5c";
const histogram = new Histogram({ kind: "linear", bounds: [0, 1, 2], counts: [3, 4, 0], sum: 4 });

/** A kernel that keeps what it is shown. */
function fakeKernel(): Kernel & { bundles: MimeBundle[] } {
  const bundles: MimeBundle[] = [];
  return {
    bundles,
    cell: () => 1,
    display: (bundle) => void bundles.push(bundle),
    open: () => ({ update: () => {} }),
  };
}

function onConsole(thing: object, options: DisplayOptions = {}): string {
  let written = "";
  const write = (text: string): void => {
    written += text;
  };
  showThing(thing, options, { kernel: null, notebook: null, write, width: 60 });
  return written;
}

function inKernel(thing: object, options: DisplayOptions = {}): MimeBundle[] {
  const kernel = fakeKernel();
  showThing(thing, options, { kernel, notebook: null, write: assert.fail });
  return kernel.bundles;
}

describe("showThing in a script", () => {
  it("prints frames, series, rows and histograms as Node.js would, identifiers hidden", () => {
    assert.equal(onConsole(frame), `${frame}\n`);
    assert.match(onConsole(frame), /‹id 1›/);
    assert.match(
      onConsole(frame, { reveal: true, rows: 1 }),
      /^frame of 2 rows × 2 columns\n.*\n.*\n0 {2}⋮|a/s,
    );
    assert.match(onConsole(frame.column("n")), /^frame of 2 rows × 1 column\n/);
    assert.match(onConsole([{ a: 1 }]), /^frame of 1 row × 1 column\n/);
    assert.equal(onConsole(histogram), `${inspect(histogram)}\n`);
    assert.match(onConsole(new KeyedHistogram({ x: histogram })), /label +count +mean/);
  });

  it("prints plots as bars or in words, figures, checks and reports as reports do", async () => {
    assert.match(onConsole(plot), /^Letters\n {2}b {2}4 {2}█+\n/);
    assert.match(onConsole(quantity({ name: "median", value: 3, unit: "days" })), /3 days +median/);
    const few = ratio({ name: "few", n: 1, d: 400, of: "all" });
    assert.match(
      onConsole(check({ id: "c", claim: "they are few", ratio: few, atMost: 0.5 })),
      /pass +they are few/,
    );
    const document = await (await writeExample()).finish();
    assert.match(onConsole(document), /^Validate new-profile submissions on Beta\n═/);
    assert.equal(onConsole({ toString: () => "in words" }), "in words\n");
  });

  it("refuses promises, lists of no rows, and objects that say nothing", () => {
    assert.throws(() => onConsole(Promise.resolve()), /^TypeError: show got a promise; await it first$/);
    assert.throws(
      () => onConsole([1]),
      /show got a list whose item 0 is no row, got number; show lists of objects/,
    );
    assert.throws(() => onConsole({ a: uuid }), /^TypeError: show got \[object Object\]; it shows frames/);
  });
});

describe("showThing while a report is written", () => {
  it("adds frames, plots, histograms, figures and checks, and leaves the rest to the console", async () => {
    const notebook = openNotebook({ title: "T" });
    const written: string[] = [];
    const target = { kernel: null, notebook, write: (text: string) => void written.push(text) };
    const few = ratio({ name: "Few of them", n: 1, d: 400, of: "all" });
    const things = [frame, plot, histogram, few, check({ id: "c", claim: "few", ratio: few, atMost: 0.5 })];
    for (const thing of things) showThing(thing, { title: "Title", rows: 1 }, target);
    showThing({ toString: () => "in words" }, {}, target);
    const { blocks } = await notebook.finish();
    assert.deepEqual(
      blocks.map(({ type }) => type),
      ["table", "plot", "plot", "figures", "check"],
    );
    assert.deepEqual([(blocks[0] as { title: string }).title, ...written], ["Title", "in words\n"]);
    assert.equal((blocks[3] as Extract<Block, { type: "figures" }>).figures[0]?.id, "few-of-them");
  });
});

describe("showThing in a kernel", () => {
  it("shows tables as HTML and text, with title and caption, everything escaped", () => {
    const [bundle = {}] = inKernel(frame, { title: "A <b>", caption: "x & y", rows: 1 });
    assert.deepEqual(Object.keys(bundle), ["text/html", "text/plain"]);
    assert.match(
      String(bundle["text/html"]),
      /^<p><strong>A &lt;b&gt;<\/strong><\/p>\n<table[\s\S]*<p>x &amp; y<\/p>$/,
    );
    assert.doesNotMatch(JSON.stringify(bundle), /"a"|>a</);
  });

  it("draws plots at once, without HTML, and with identifiers hidden in every form", () => {
    const bundles = inKernel(plotBars({ [uuid]: 3 }, { title: `Of ${uuid}` }));
    const types = ["application/vnd.vegalite.v5+json", "image/svg+xml", "image/png", "text/plain"];
    assert.deepEqual(bundles.map(Object.keys), [types]);
    assert.ok(!JSON.stringify(bundles).includes(uuid));
    assert.match(String(bundles[0]?.["image/svg+xml"]), /‹hidden›/);
  });

  it("gives the same bytes for the same plot", () => {
    assert.deepEqual(inKernel(plot), inKernel(plot));
  });

  it("shows a report block by block, its headings too", async () => {
    const document = await (await writeExample({}, plot)).finish();
    const bundles = inKernel(document);
    assert.match(String(bundles[0]?.["text/html"]), /^<h2>Validate/);
    assert.ok(bundles.some((bundle) => String(bundle["text/html"]).startsWith("<h3>How many pings")));
    assert.ok(bundles.some((bundle) => "image/svg+xml" in bundle && !("text/html" in bundle)));
  });

  it("shows one form where only tslab's public display is handed in", () => {
    const shown: unknown[] = [];
    const display = { raw: (type: string) => void shown.push(type) };
    for (const thing of [plot, frame, { toString: () => "x" }]) {
      showThing(thing, { display }, { kernel: null, notebook: null, write: assert.fail });
    }
    assert.deepEqual(shown, ["image/svg+xml", "text/html", "text/plain"]);
    kernelOfDisplay(display).open({ "text/plain": "1" }).update({ "text/plain": "2" });
    assert.equal(shown.length, 4);
  });
});

describe("findKernel", () => {
  it("finds tslab among the modules that are loaded, and writes to the cell that runs", () => {
    const sent: unknown[] = [];
    const jupyter = { lastWriteDisplayData: null as ((...args: unknown[]) => void) | null };
    const cache = {
      "/x/node_modules/other/dist/jupyter.js": { exports: { lastWriteDisplayData: assert.fail } },
      "C:\\a\\node_modules\\tslab\\dist\\jupyter.js": { exports: jupyter },
    };
    const kernel = findKernel(cache, () => "id-1");
    assert.ok(kernel !== null);
    kernel.display({ "text/plain": "before the first cell" });
    const before = kernel.cell();
    jupyter.lastWriteDisplayData = (...args) => void sent.push(["first", ...args]);
    assert.notEqual(kernel.cell(), before);
    const live = kernel.open({ "text/plain": "1" });
    jupyter.lastWriteDisplayData = (...args) => void sent.push(["second", ...args]);
    live.update({ "text/plain": "2" });
    kernel.display({ "image/png": "", "image/svg+xml": '<svg viewBox="0 0 10.4 20">' });
    const transient = { display_id: "id-1" };
    assert.deepEqual(sent, [
      ["first", { data: { "text/plain": "1" }, metadata: {}, transient }, false],
      ["first", { data: { "text/plain": "2" }, metadata: {}, transient }, true],
      [
        "second",
        {
          data: { "image/png": "", "image/svg+xml": '<svg viewBox="0 0 10.4 20">' },
          metadata: { "image/png": { width: 10, height: 20 } },
          transient: {},
        },
        false,
      ],
    ]);
  });

  it("is null elsewhere", () => {
    assert.equal(
      findKernel({ "/x/tslab/dist/main.js": { exports: {} }, "/x/tslab/dist/jupyter.js": undefined }, String),
      null,
    );
    assert.equal(findKernel({ "/x/tslab/dist/jupyter.js": { exports: {} } }, String), null);
  });
});

describe("kernelSession", () => {
  it("shows every block but headings and lines for comparison, and the verdict at the end", async () => {
    const kernel = fakeKernel();
    const notebook = await writeExample(kernelSession(kernel, { write: () => true }), plot);
    const before = kernel.bundles.length;
    const { blocks } = await notebook.finish();
    assert.equal(before, blocks.filter(({ type }) => type !== "heading" && type !== "compat").length);
    assert.match(String(kernel.bundles.at(-1)?.["text/plain"]), /^Expectations /);
    for (const bundle of kernel.bundles) {
      assert.ok(!("text/html" in bundle && "image/svg+xml" in bundle));
      assert.ok("text/plain" in bundle && bundle["text/plain"] !== "");
      assert.doesNotMatch(String(bundle["text/html"]), / class="|<style|<script|https?:\/\/(?!example\.org)/);
    }
  });

  it("gives back values that are equal to those shown", () => {
    const notebook = openNotebook({ title: "T" }, kernelSession(fakeKernel(), { write: () => true }));
    const few = ratio({ id: "few", name: "few", n: 1, d: 400, of: "all" });
    const claim = check({ id: "c", claim: "few", ratio: few, atMost: 0.5 });
    assert.deepEqual(notebook.check(claim), claim);
    assert.deepEqual([...notebook.figures("t", [few])], [few]);
    assert.deepEqual(JSON.stringify(notebook.figure("few", few)), JSON.stringify(few));
  });
});

describe("showAsLastExpression", () => {
  it("leaves things that are inspected, and those within others, as they were", () => {
    class Thing {
      [inspect.custom](): string {
        return "a thing";
      }
    }
    const shown: Thing[] = [];
    const output = { write: (): boolean => assert.fail() };
    showAsLastExpression(Thing.prototype, (thing) => void shown.push(thing), output);
    assert.deepEqual(
      [inspect(new Thing()), inspect([new Thing()]), shown.length],
      ["a thing", "[ a thing ]", 0],
    );
  });
});

describe("inlineStyles", () => {
  it("styles by element and class, keeps attributes, and aligns cells where styles are removed", () => {
    assert.equal(inlineStyles('<p class="unknown">1 < 2</p>'), "<p>1 < 2</p>");
    assert.match(
      inlineStyles('<td class="number share" id="x">'),
      /^<td id="x" align="right" style="[^"]*text-align:right;[^"]*font-weight:600">$/,
    );
    assert.match(inlineStyles("<th>"), /^<th align="left" style="/);
    assert.equal(inlineStyles('<b title="class=&quot;">'), '<b title="class=&quot;">');
  });
});
