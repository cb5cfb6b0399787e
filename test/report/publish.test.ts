import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Frame } from "../../src/frame/index.js";
import { plotBars, plotBox } from "../../src/plot/index.js";
import {
  type Finding,
  foldRare,
  formatFindings,
  IdentifierSet,
  kernelSession,
  type MimeBundle,
  type NotebookFile,
  type NotebookOutput,
  openNotebook,
  type PublishOptions,
  publishable,
  SeenData,
  showThing,
} from "../../src/report/index.js";
import { quantity, ratio } from "../../src/validation/index.js";

const uuid = "2f5e6b1c-77aa-4c0d-8e21-00dd9f3a4b5c";
const clientId = "client_0815_abc";
const identifiers = new IdentifierSet([clientId, "0b0e9a77-1111-4222-8333-444455556666"]);

function code(...outputs: NotebookOutput[]): NotebookFile["cells"][number] {
  return { cell_type: "code", source: ["const a = 1;\n", "a"], outputs };
}

function display(data: MimeBundle): NotebookOutput {
  return { output_type: "display_data", data, metadata: {} };
}

function notebookOf(...cells: NotebookFile["cells"][number][]): NotebookFile {
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

function rulesIn(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, where }) => `${rule}: ${where}`);
}

/** What is found in one more cell after an innocent one. */
function inCell(cell: NotebookFile["cells"][number], options: PublishOptions = { identifiers }): string[] {
  return rulesIn(publishable(notebookOf(code(), cell), options));
}

/** What a notebook's kernel is shown, as the outputs of a cell. */
function shown(
  show: (kernel: { display(bundle: MimeBundle): void; open: never; cell: () => null }) => void,
): NotebookOutput[] {
  const outputs: NotebookOutput[] = [];
  show({
    display: (bundle) => void outputs.push(display(bundle)),
    open: undefined as never,
    cell: () => null,
  });
  return outputs;
}

describe("publishable(notebook)", () => {
  for (const [name, id] of [
    ["with the form of one", uuid],
    ["seen in the data", clientId],
    ["seen in the data, in capitals", clientId.toUpperCase()],
    ["seen in the data, cut", "0b0e9a77-1111-42"],
  ] as const) {
    it(`finds an identifier ${name} in prose, in source, and in what is printed on either stream`, () => {
      assert.deepEqual(inCell({ cell_type: "markdown", source: ["# Title\n", `Look at ${id}.`] }), [
        "identifier: cell 2, source",
      ]);
      assert.deepEqual(inCell({ ...code(), source: `find("${id}")` }), ["identifier: cell 2, source"]);
      for (const stream of ["stderr", "stdout"]) {
        const [start, end] = [id.slice(0, 7), id.slice(7)];
        const output = (text: string): NotebookOutput => ({
          output_type: "stream",
          name: stream,
          text: [text],
        });
        // In two pieces, as a kernel may send it.
        assert.deepEqual(inCell(code(output(`{ id: '${start}`), output(`${end}' }\n`))), [
          `identifier: cell 2, ${stream}`,
        ]);
      }
    });

    it(`finds an identifier ${name} in a Vega specification and in its picture`, () => {
      const spec = { data: { values: [{ x: 1 }, { x: 2, label: `of ${id}` }] } };
      assert.deepEqual(inCell(code(display({ "application/vnd.vegalite.v5+json": spec }))), [
        "identifier: cell 2, output 1 (application/vnd.vegalite.v5+json), data.values[1].label",
      ]);
      const keyed = { datasets: { [id]: [] } };
      assert.match(
        inCell(code(display({ "application/vnd.vegalite.v5+json": keyed })))[0] ?? "",
        /datasets, name of property 1$/,
      );
      const svg = `<svg><text>${id.slice(0, 5)}<tspan>${id.slice(5)}</tspan></text></svg>`;
      assert.deepEqual(inCell(code(display({ "image/svg+xml": svg }))), [
        "identifier: cell 2, output 1 (image/svg+xml)",
      ]);
    });

    it(`finds an identifier ${name} in a table and in pages, however it is written`, () => {
      const entity = `&#${id.charCodeAt(0)};${id.slice(1)}`;
      const percent = `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`;
      const picture = Buffer.from(`<svg><text>${id}</text></svg>`).toString("base64");
      for (const html of [
        `<table><tr><td>${id}</td></tr></table>`,
        `<td>${entity}</td>`,
        `<td>${id.slice(0, 4)}<b>${id.slice(4)}</b></td>`,
        `<a href="?c=${percent}">x</a>`,
        `<td title="${id}">x</td>`,
        `<img src="data:image/svg+xml;base64,${picture}">`,
      ]) {
        assert.deepEqual(
          inCell(code(display({ "text/html": [html], "text/plain": "x" }))),
          ["identifier: cell 2, output 1 (text/html)"],
          html,
        );
      }
    });
  }

  it("finds identifiers in metadata, ids of cells and names of outputs", () => {
    const metadata = { ...notebookOf(), metadata: { title: uuid } };
    assert.deepEqual(rulesIn(publishable(metadata)), ["identifier: notebook, metadata.title"]);
    assert.deepEqual(inCell({ ...code(), id: uuid }), ["identifier: cell 2, id"]);
    const output = { ...display({}), metadata: { a: [uuid] } };
    assert.deepEqual(inCell(code(output)), ["identifier: cell 2, output 1, metadata.a[0]"]);
  });

  it("passes add-on ids in braces, hashes, versions and ordinary words", () => {
    const text = `{${uuid}} d41d8cd98f00b204e9800998ecf8427e 20170614 v20.20.2 payload/info/subsessionLength`;
    assert.deepEqual(inCell({ cell_type: "markdown", source: text }), []);
    // Without its tags the number before stands next to the brace.
    assert.deepEqual(publishable(`<table><tr><td>2,685</td><td>{${uuid}}</td></tr></table>`), []);
  });

  it("refuses pictures that can't be looked into, unless what they are drawn from is there", () => {
    assert.deepEqual(inCell(code(display({ "image/png": "iVBOR", "text/plain": "x" }))), [
      "opaque: cell 2, output 1 (image/png)",
    ]);
    assert.deepEqual(
      inCell({ cell_type: "markdown", source: "", attachments: { "a.png": { "image/png": "iVBOR" } } }),
      ["opaque: cell 2, attachment 1 (image/png)"],
    );
    const plot = plotBars({ a: 30, b: 40 }, { title: "Letters" });
    const outputs = shown((kernel) => showThing(plot, {}, { kernel, notebook: null, write: () => {} }));
    assert.deepEqual(inCell(code(...outputs)), []);
    assert.ok("image/png" in ((outputs[0]?.["data"] ?? {}) as object));
  });

  it("finds small groups in whatever a report shows, names them, and exempts data that is made up", () => {
    const outputs = shown((kernel) => {
      const nb = openNotebook({ title: "T" }, kernelSession(kernel, { write: () => true }));
      nb.figure("few", ratio({ name: "few", n: 3, d: 400, of: "pings" }));
      nb.figure("rest", ratio({ name: "rest", n: 398, d: 400, of: "pings" }));
      nb.figure("none", ratio({ name: "none", n: 0, d: 400, of: "pings" }));
      nb.figure("q", quantity({ name: "crashed", value: 2, unit: "clients" }));
      nb.figure("days", quantity({ name: "median", value: 2, unit: "days" }));
      nb.show(Frame.fromObjects([{ os: "BeOS", count: 2, days: 1 }]));
      nb.show(plotBars({ a: 300, b: 4 }, { title: "Letters" }));
      nb.show(plotBox({ a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 100] }, { title: "Box" }));
      nb.sequences(
        [
          { sequence: ["a"], count: 20 },
          { sequence: ["b"], count: 2 },
        ],
        { minGroup: 5 },
      );
      nb.text("There were 4 misbehaving clients.");
    });
    const cells = outputs.map((output) => code(output));
    const found = publishable(notebookOf(...cells)).map(({ where, what }) => `${where}: ${what}`);
    assert.deepEqual(
      [...new Set(found)],
      [
        'cell 1, output 1: n of "few" below 10',
        'cell 2, output 1: the rest of "rest" below 10',
        'cell 4, output 1: "crashed" below 10',
        'cell 6, output 1: column "count" below 10',
        "cell 7, output 1: value in a plot below 10",
        "cell 8, output 1: single value in a plot below 10",
        "cell 9, output 1: clients with a hidden sequence below 10",
        "cell 10, output 1: number of clients below 10",
      ],
    );
    assert.deepEqual(publishable(notebookOf(...cells), { isSynthetic: true }), []);
    assert.deepEqual(publishable(notebookOf(...cells), { minClients: 1 }), []);
  });

  it("finds small groups in frames that are printed or shown as pages", () => {
    const frame = Frame.fromObjects([
      { os: "Linux", count: 120 },
      { os: "BeOS", count: 2 },
    ]);
    const stream = { output_type: "stream", name: "stdout", text: `${frame}\n` };
    assert.deepEqual(inCell(code(stream)), ["small group: cell 2, stdout"]);
    assert.deepEqual(inCell(code(display({ "text/html": frame.toHTML() }))), [
      "small group: cell 2, output 1",
    ]);
    const large = Frame.fromObjects([{ os: "Linux", count: 120, length: 2 }]);
    assert.deepEqual(
      inCell(code({ ...stream, text: `${large}\n` }, display({ "text/html": large.toHTML() }))),
      [],
    );
  });
});

describe("publishable(document)", () => {
  it("finds identifiers that have no form of one in prose, tables, specifications and parameters", async () => {
    const nb = openNotebook({
      title: "T",
      parameters: { who: { type: "string", default: clientId, help: "a client" } },
    });
    nb.text(`Look at ${clientId}.`);
    nb.show(Frame.fromObjects([{ note: `see ${clientId}` }]));
    nb.show(plotBars({ [clientId]: 30 }, { title: "Clients" }));
    const wheres = publishable(await nb.finish(), { identifiers }).map(({ where }) => where);
    for (const start of ["parameters.who", "block 1 (text)", "block 2 (table)", "block 3 (plot"]) {
      assert.ok(
        wheres.some((where) => where.startsWith(start)),
        start,
      );
    }
    assert.ok(wheres.some((where) => where.endsWith(", svg")));
    assert.doesNotMatch(
      JSON.stringify(publishable(await nb.finish(), { identifiers })),
      new RegExp(clientId),
    );
  });

  it("never says what it found", async () => {
    const nb = openNotebook({ title: uuid });
    nb.figures(`of ${clientId}`, [ratio({ name: clientId, n: 3, d: 20, of: clientId })]);
    const text = formatFindings(publishable(await nb.finish(), { identifiers }));
    assert.match(text, /block 1/);
    assert.ok(!text.includes(clientId) && !text.includes(uuid), text);
  });

  it("rejects a minClients that is no whole number of at least 1", () => {
    for (const minClients of [0, 1.5, Number.NaN]) {
      assert.throws(() => publishable("", { minClients }), /^RangeError: minClients must be a whole number/);
    }
  });
});

describe("IdentifierSet", () => {
  it("has every identifier that was added, whatever its case, and hardly any other", () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 1 }), fc.uuid(), (ids, other) => {
        const set = new IdentifierSet(ids);
        assert.ok(
          ids.every((id) => set.has(id) && set.has(id.toUpperCase()) && set.has(id.replaceAll("-", ""))),
        );
        if (ids.every((id) => id.slice(0, 8) !== other.slice(0, 8))) assert.equal(set.has(other), false);
      }),
    );
  });

  it("is the same after a way through JSON, and holds no identifier", () => {
    const seen = new SeenData();
    seen.noteColumns([...Frame.fromColumns({ a: [uuid, null] }, { kinds: { a: "id" } }).data.values()]);
    seen.noteColumns([...Frame.fromColumns({ word: ["innocent"] }).data.values()]);
    seen.noteSource({ synthetic: true });
    const text = JSON.stringify(seen);
    assert.ok(!text.includes(uuid.slice(0, 8)));
    const again = SeenData.fromLines(`${text}\n${JSON.stringify(new SeenData())}\n`);
    assert.deepEqual(
      [again.identifiers.has(uuid), again.identifiers.has("innocent"), again.isSynthetic],
      [true, false, true],
    );
    again.noteSource({ synthetic: false });
    assert.deepEqual([again.isSynthetic, new SeenData().isSynthetic], [false, false]);
  });
});

describe("foldRare", () => {
  /** A row for each client of each group, and one more for the first. */
  const pingsOf = (groups: Record<string, number>): Frame<{ clientId: string; os: string | null }> =>
    Frame.fromObjects(
      Object.entries(groups).flatMap(([os, clients]) =>
        Array.from({ length: clients + 1 }, (_, i) => ({
          clientId: `${os}-${Math.max(0, i - 1)}`,
          os: os === "null" ? null : os,
        })),
      ),
    );
  const groupsOf = (frame: Frame<{ clientId: string; os: string | null }>): string[] =>
    frame
      .countBy("os")
      .toObjects()
      .map(({ os }) => String(os))
      .sort();

  it("folds groups of few clients, however many rows they have, missing ones too", () => {
    const pings = pingsOf({ Linux: 12, BeOS: 9, null: 3, Windows: 40 });
    const { frame, folded } = foldRare(pings, "os");
    assert.deepEqual([groupsOf(frame), folded], [["Linux", "Windows", "other"], 2]);
    assert.equal(frame.length, pings.length);
  });

  it("folds another group where the folded ones are still too few, so that nothing can be worked out", () => {
    const { frame, folded } = foldRare(pingsOf({ Linux: 12, BeOS: 2, Windows: 40 }), "os", { into: "rest" });
    assert.deepEqual([groupsOf(frame), folded], [["Windows", "rest"], 2]);
  });

  it("leaves a frame without rare groups as it is", () => {
    const pings = pingsOf({ Linux: 12, Windows: 40 });
    assert.equal(foldRare(pings, "os").frame, pings);
    assert.equal(
      foldRare(
        pings.filter(() => false),
        "os",
      ).folded,
      0,
    );
  });

  it("shows no group of fewer clients, and folds no more than it must", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.integer({ min: 1, max: 12 }), {
          minKeys: 1,
        }),
        (groups) => {
          const total = Object.values(groups).reduce((sum, count) => sum + count, 0);
          const { frame } = foldRare(pingsOf(groups), "os", { minClients: 5 });
          for (const os of groupsOf(frame)) {
            const clients = new Set(
              frame
                .filter((row) => row.os === os)
                .toObjects()
                .map((row) => row.clientId),
            ).size;
            assert.ok(clients >= 5 || total < 5, `${os} has ${clients}`);
          }
        },
      ),
    );
  });

  it("refuses a column that is not there", () => {
    assert.throws(() => foldRare(pingsOf({ a: 1 }), "nope" as never), /nope/);
  });
});
