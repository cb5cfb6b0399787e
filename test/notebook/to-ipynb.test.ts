import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatIpynb, type Ipynb, parseCells, toIpynb } from "../../src/notebook/index.js";

const source = "// %% [markdown]\n// # Pings\n// é\n\n// %%\na();\nb();\n\n// %%\na();\nb();\n";
const make = (text: string): Ipynb => toIpynb(parseCells(text, "pings.ts"), "pings.ts");

describe("toIpynb", () => {
  it("takes the title of the first heading, and notes the source", () => {
    const { metadata } = make(source);
    assert.equal(metadata["title"], "Pings");
    assert.deepEqual(metadata.pingframe, { source: "pings.ts" });
  });

  it("gives ids that are unique, valid, and change with the cell's text only", () => {
    const ids = make(source).cells.map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
    for (const id of ids) assert.match(id, /^[a-zA-Z0-9-_]{1,64}$/);
    const changed = make(source.replace("é", "è")).cells.map(({ id }) => id);
    assert.notEqual(changed[0], ids[0]);
    assert.deepEqual(changed.slice(1), ids.slice(1));
  });

  it("keeps the ends of lines, as Jupyter does", () => {
    assert.deepEqual(
      make(source).cells.map((cell) => cell.source),
      [
        ["# Pings\n", "é"],
        ["a();\n", "b();"],
        ["a();\n", "b();"],
      ],
    );
  });
});

describe("formatIpynb", () => {
  const [first, second] = make(source).cells as [Ipynb["cells"][0], Ipynb["cells"][0]];
  const withOutputs = (outputs: unknown[], metadata = {}): string =>
    formatIpynb({ ...make(source), cells: [first, { ...second, metadata, outputs: outputs as never }] });
  const stream = (text: unknown, name = "stdout") => ({ output_type: "stream", name, text });

  it("gives the same text whatever the order of keys", () => {
    const notebook = make(source);
    const turned = Object.fromEntries(Object.entries(notebook).reverse()) as unknown as Ipynb;
    assert.equal(formatIpynb(turned), formatIpynb(notebook));
  });

  it("gives the same text for its own", () => {
    const text = withOutputs([stream("a\nb")]);
    assert.equal(formatIpynb(JSON.parse(text) as Ipynb), text);
  });

  it("joins what one stream got in pieces, and keeps the order of several", () => {
    assert.equal(withOutputs([stream("a"), stream(["b\n", "c"])]), withOutputs([stream(["ab\n", "c"])]));
    assert.notEqual(
      withOutputs([stream("a"), stream("x", "stderr"), stream("b")]),
      withOutputs([stream("ab"), stream("x", "stderr")]),
    );
  });

  it("leaves out what depends on the run", () => {
    const timing = { execution: { "iopub.status.busy": "2026-01-01T00:00:00Z" } };
    const shown = { output_type: "display_data", metadata: {}, data: { "text/plain": "x" } };
    const transient = { transient: { display_id: "random" } };
    assert.equal(withOutputs([{ ...shown, ...transient }], timing), withOutputs([shown]));
  });

  it("keeps JSON data as it is and text in lines", () => {
    const data = { "application/json": ["a", 1], "application/x+json": { a: "b\nc" }, "text/plain": "a\nb" };
    const { cells } = JSON.parse(withOutputs([{ output_type: "display_data", metadata: {}, data }])) as Ipynb;
    assert.deepEqual(cells[1]?.outputs?.[0]?.["data"], { ...data, "text/plain": ["a\n", "b"] });
  });
});
