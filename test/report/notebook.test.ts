import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collect, Frame } from "../../src/frame/index.js";
import { plotBars, plotHistogram } from "../../src/plot/index.js";
import {
  type Block,
  openNotebook,
  type ReportDocument,
  toConsole,
  toHTML,
  toJSON,
} from "../../src/report/index.js";
import { check, quantity, ratio } from "../../src/validation/index.js";
import { tinyPlot } from "./example-notebook.js";

const clientId = "9f3b2c44-6c1d-4e0a-9d55-0123456789ab";
const share = (n: number, d = 10) => ratio({ name: "startup pings", n, d, of: "all pings" });

describe("openNotebook", () => {
  it("openNotebook(declaration) takes defaults without a session, typed by the declaration", () => {
    const { parameters } = openNotebook({
      title: "x",
      parameters: {
        source: { type: "string", default: "telemetry", help: "the source" },
        buildFrom: { type: "date", default: null, help: "the first build" },
        days: { type: "number", default: 7, help: "how many days" },
        all: { type: "boolean", default: false, help: "everything" },
      },
    });
    const source: string = parameters.source;
    const days: number = parameters.days;
    const all: boolean = parameters.all;
    const buildFrom: string | null = parameters.buildFrom;
    assert.deepEqual([source, days, all, buildFrom], ["telemetry", 7, false, null]);
    // @ts-expect-error a default of null makes the value nullable
    const wrong: string = parameters.buildFrom;
    // @ts-expect-error the declaration has no such parameter
    assert.equal(parameters.channel, undefined);
    assert.equal(wrong, null);
  });

  it("openNotebook(declaration, session) tells the declaration before it reads parameters", () => {
    const titles: string[] = [];
    const session = {
      parameters: { nope: 1 },
      onDeclare: ({ title }: { title: string }) => titles.push(title),
    };
    assert.throws(() => openNotebook({ title: "x" }, session), /unknown parameter "nope"; parameters: none/);
    assert.deepEqual(titles, ["x"]);
  });

  it("openNotebook(declaration, session) stops where onDeclare throws", () => {
    const stop = new Error("only listing");
    const onDeclare = (): never => {
      throw stop;
    };
    assert.throws(() => openNotebook({ title: "x" }, { onDeclare }), stop);
  });
});

describe("Notebook", () => {
  it("tells the session each block at once and the document at the end", async () => {
    const blocks: Block[] = [];
    const finished: ReportDocument[] = [];
    const notebook = openNotebook(
      { title: "x" },
      {
        onBlock: (block) => blocks.push(block),
        onFinish: (document) => finished.push(document),
      },
    );
    notebook.section("One");
    assert.equal(blocks.length, 1);
    notebook.show(tinyPlot);
    assert.ok(blocks[1]?.type === "plot" && blocks[1].svg === null);
    const document = await notebook.finish();
    assert.deepEqual(finished, [document]);
    assert.ok(document.blocks[1]?.type === "plot" && document.blocks[1].svg?.startsWith("<svg"));
    assert.equal(await notebook.finish(), document);
    assert.throws(() => notebook.text("late"), {
      message: /^report is finished, got a block of type "text"/,
    });
  });

  it("rejects finish() when a chart can't be drawn", async () => {
    const notebook = openNotebook({ title: "x" });
    notebook.show({ ...tinyPlot, toSVG: () => Promise.reject(new TypeError("no data")) });
    await assert.rejects(notebook.finish(), /no data/);
  });

  it("gives figures ids of their own", () => {
    const notebook = openNotebook({ title: "x" });
    assert.equal(notebook.figure("startup", share(1)).id, "startup");
    const ids = notebook.figures("again", [share(1), share(2)]).map(({ id }) => id);
    assert.deepEqual(ids, ["startup-pings", "startup-pings-2"]);
    notebook.figure("startup", share(1));
    assert.throws(() => notebook.figure("startup", share(2)), {
      name: "RangeError",
      message: 'figure id "startup" is taken by another figure; give each an id of its own',
    });
  });

  it("gives checks ids of their own", () => {
    const notebook = openNotebook({ title: "x" });
    const made = check({ id: "few", claim: "few", ratio: share(1), atMost: 0.5 });
    assert.equal(notebook.check(made), made);
    assert.throws(() => notebook.check(made), { name: "RangeError", message: /^check id "few" is taken/ });
  });

  it("sums up the verdicts", async () => {
    const notebook = openNotebook({ title: "x" });
    notebook.check(check({ id: "a", claim: "a", ratio: share(0), atMost: 0 }));
    notebook.check(check({ id: "b", claim: "b", ratio: share(1), atMost: 0 }));
    assert.equal((await notebook.finish()).verdict, "fail");
    assert.equal((await openNotebook({ title: "x" }).finish()).verdict, "no data");
  });

  it("shows real charts in the page and their bars in the console", async () => {
    const notebook = openNotebook({ title: "x" });
    notebook.show(plotHistogram([0, 0, 0, 1, 2, 400], { label: "delay", unit: "days", clip: [null, 3] }));
    notebook.show(plotBars({ startup: 1, shutdown: 3 }));
    const document = await notebook.finish();
    const html = toHTML(document);
    assert.equal([...html.matchAll(/<svg\b/g)].length, 2);
    assert.doesNotMatch(html, /<svg\b[^>]*><rect[^>]*fill="#ffffff"/);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    const text = toConsole(document, { width: 40 });
    assert.match(text, /^ +0 +3 +█+$/m);
    assert.match(text, /^ +shutdown +3 +█+$/m);
  });

  it("keeps identifiers out of every form, wherever they come from", async () => {
    const notebook = openNotebook({ title: "x" });
    const frame = Frame.fromObjects(
      [
        { client: "client-1", session: clientId, n: 1 },
        { client: "client-2", session: null, n: 2 },
      ],
      { kinds: { client: "id" } },
    );
    notebook.section(`About ${clientId}`);
    notebook.show(frame);
    notebook.show(frame.groupBy("n").aggregate({ clients: collect("client") }));
    notebook.show([{ [clientId]: clientId.toUpperCase() }], { title: clientId });
    notebook.show({
      ...tinyPlot,
      altText: clientId,
      toSVG: async () => `<svg><text>${clientId}</text></svg>`,
    });
    notebook.figure("x", quantity({ name: clientId, value: 1 }));
    notebook.compat(clientId);
    notebook.provenance({ run: [clientId], counts: { [clientId]: 1 } });
    const document = await notebook.finish();
    const all = JSON.stringify([document, toHTML(document), toConsole(document), toJSON(document)]);
    assert.doesNotMatch(all, /9f3b2c44|client-1/i);
    assert.ok(document.hiddenIdentifiers >= 8);
    assert.match(toHTML(document), /identifier-shaped values were hidden/);
  });

  it("leaves add-on ids in braces alone", async () => {
    const notebook = openNotebook({ title: "x" });
    notebook.text(`add-on {${clientId}}`);
    assert.equal((await notebook.finish()).hiddenIdentifiers, 0);
  });

  it("does not change what it is given", async () => {
    const notebook = openNotebook({ title: "x" });
    const figure = { ...share(1) };
    const rows = [{ a: 1 }];
    notebook.figure("startup", figure);
    notebook.show(rows);
    await notebook.finish();
    assert.equal(figure.id, null);
    assert.deepEqual(rows, [{ a: 1 }]);
    assert.ok(!Object.isFrozen(rows));
  });
});
