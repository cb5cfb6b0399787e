import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { sampleLake } from "../bin/sample-lake.js";
import { jupyter } from "../notebook/test-environment.js";
import { type CellRun, type DrivenKernel, driveKernel, type Message } from "./drive-kernel.js";

const names = "Dataset, Frame, Histogram, check, getPingsProperties, notebook, plotBars, ratio, show";
const PICTURE = ["application/vnd.vegalite.v5+json", "image/png", "image/svg+xml", "text/plain"];

/** The MIME types of each output, or what was printed. */
function formsOf({ outputs }: CellRun): unknown[] {
  return outputs.map(({ type, text, data = {} }) => (type === "stream" ? text : Object.keys(data).sort()));
}

describe("outputs in a notebook", () => {
  let kernel: DrivenKernel | null = null;
  const inKernel = (
    promise: string,
    check: (kernel: DrivenKernel, test: TestContext) => Promise<void>,
  ): void => {
    it(promise, async (test) => {
      const environment = await jupyter(test);
      if (environment === null) return;
      if (kernel === null) {
        kernel = driveKernel(environment, { PINGFRAME_SOURCES: await sampleLake(5, 0.02) });
        const { status, outputs } = await kernel.run(
          `import { ${names} } from "pingframe"; const plot = plotBars({ a: 3, b: 4 }, { title: "Letters" });`,
        );
        assert.equal(status, "ok", JSON.stringify(outputs));
      }
      await check(kernel, test);
    });
  };
  before(() => {});
  after(() => kernel?.stop());

  inKernel("show(frame) is a table and its text, and nothing else", async (kernel) => {
    const run = await kernel.run('show(Frame.fromObjects([{ n: 1, name: "<b>" }]))');
    assert.deepEqual(formsOf(run), [["text/html", "text/plain"]]);
    const { data = {} } = run.outputs[0] as Message;
    assert.match(String(data["text/html"]), /<table[\s\S]*&#60;b&#62;/);
    assert.match(String(data["text/plain"]), /^frame of 1 row × 2 columns\n/);
  });

  inKernel(
    "show(plot) is one output with Vega-Lite as an object, pictures and words, and no HTML",
    async (kernel) => {
      const run = await kernel.run("show(plot)");
      assert.deepEqual(formsOf(run), [PICTURE]);
      const { data = {}, metadata } = run.outputs[0] as Message;
      const spec = data["application/vnd.vegalite.v5+json"] as { $schema: string };
      assert.equal(spec.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
      assert.match(String(data["image/svg+xml"]), /^<svg role="img" aria-label="Bars/);
      assert.equal(Buffer.from(String(data["image/png"]), "base64").subarray(1, 4).toString(), "PNG");
      assert.match(String(data["text/plain"]), /^Letters\n/);
      assert.deepEqual(Object.keys(metadata ?? {}), ["image/png"]);
    },
  );

  inKernel(
    "a plot on the last line, or printed, shows its picture, in order, without an empty line",
    async (kernel) => {
      assert.deepEqual(formsOf(await kernel.run("plot")), [PICTURE]);
      assert.deepEqual(formsOf(await kernel.run('console.log("1"); console.log(plot); console.log("2");')), [
        "1\n",
        PICTURE,
        "2\n",
      ]);
    },
  );

  inKernel("a plot within something, or inspected, is words", async (kernel) => {
    assert.match(String(formsOf(await kernel.run("[plot]"))[0]), /^\[ Plot\(Letters: /);
    const run = await kernel.run('import { inspect } from "util"; inspect(plot) + "!"');
    assert.match(String(formsOf(run)[0]), /^Plot\(Letters: .*\)!\n$/);
  });

  inKernel(
    "show(histogram) is a picture and its bars, show(figure) and show(check) are tables to read",
    async (kernel) => {
      const raw = "{ range: [1, 10], bucket_count: 3, histogram_type: 1, values: { 0: 3, 1: 4 }, sum: 7 }";
      const histogram = await kernel.run(`show(Histogram.from(${raw})!)`);
      assert.deepEqual(formsOf(histogram), [PICTURE]);
      assert.match(String(histogram.outputs[0]?.data?.["text/plain"]), /█/);
      const figure = "ratio({ name: 'startup', n: 1, d: 4, of: 'pings' })";
      const run = await kernel.run(
        `show(${figure}); show(check({ id: "c", claim: "few", ratio: ${figure}, atMost: 0.5 }));`,
      );
      assert.deepEqual(
        formsOf(run)
          .flat()
          .filter((form) => form === "text/html").length,
        2,
      );
    },
  );

  inKernel("a promise, or what can't be shown, is refused with what to do", async (kernel) => {
    const promise = await kernel.run("show(Promise.resolve(1))");
    assert.match(String(promise.outputs[0]?.text), /TypeError: show got a promise; await it first/);
    const object = await kernel.run("show({ a: 1 })");
    assert.match(String(object.outputs[0]?.text), /show got \[object Object\]; it shows frames/);
  });

  inKernel(
    "a report shows each block as it is written, in order, with plots in place, before the cell ends",
    async (kernel) => {
      const run = await kernel.run(`
      const nb = notebook({ title: "Letters" });
      nb.section("Counts");
      nb.text("There are **two**.");
      console.log("printed");
      nb.show(plot);
      nb.figure("q", ratio({ name: "as", n: 3, d: 7, of: "letters" }));
      show(Frame.fromObjects([{ n: 1 }]));
      nb.provenance({ data: "made up" });
      console.log("last");`);
      const block = ["application/vnd.pingframe.block+json", "text/html", "text/plain"];
      assert.deepEqual(formsOf(run), [
        ["text/html", "text/plain"],
        "printed\n",
        PICTURE,
        block,
        block,
        block,
        "last\n",
      ]);
      for (const { data = {} } of run.outputs)
        assert.doesNotMatch(String(data["text/html"]), /class=|<style|<script/);
      const end = await kernel.run("await nb.finish(); show(plot);");
      assert.deepEqual([...end.late, ...formsOf(end)], [PICTURE]);
    },
  );

  inKernel(
    "a scan has one output, replaced while it runs, that ends without times and is the same again",
    async (kernel) => {
      const scan = `const frame${Date.now()} = await getPingsProperties(Dataset.fromSource("telemetry").records(), ["id"]);`;
      const ends: unknown[] = [];
      for (let i = 0; i < 2; i++) {
        const { outputs, late, status } = await kernel.run(scan);
        assert.equal(status, "ok", JSON.stringify(outputs));
        assert.equal(outputs[0]?.type, "display_data");
        for (const { type } of outputs.slice(1)) assert.equal(type, "update_display_data");
        assert.equal(new Set(outputs.map(({ transient }) => transient?.display_id)).size, 1);
        assert.doesNotMatch(JSON.stringify(outputs), /\\r/);
        assert.deepEqual(late, []);
        ends.push(outputs.at(-1)?.data);
      }
      assert.deepEqual(Object.keys(ends[0] as object), ["text/plain"]);
      assert.match(
        (ends[0] as Record<string, string>)["text/plain"] ?? "",
        /^read [\d,]+ records from [\d,]+ objects; (no damaged records|\d+ damaged)(\n|$)/,
      );
      assert.deepEqual(ends[1], ends[0]);
    },
  );
});
