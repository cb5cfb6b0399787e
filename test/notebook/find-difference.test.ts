import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findDifference, type Ipynb, parseCells, toIpynb } from "../../src/notebook/index.js";

const base = toIpynb(parseCells("// %% [markdown]\n// # A\n// %%\na();\n// %%\nb();\n", "a.ts"), "a.ts");
const withOutput = (text: string[], cell = 2, count = 2): Ipynb => ({
  ...base,
  cells: base.cells.map((old, i) =>
    i === cell
      ? { ...old, execution_count: count, outputs: [{ output_type: "stream", name: "stdout", text }] }
      : old,
  ),
});

describe("findDifference", () => {
  it("gives null for the same", () =>
    assert.equal(findDifference(withOutput(["a"]), withOutput(["a"])), null));

  it("names the cell, the output, and the line from where it differs", () => {
    assert.equal(
      findDifference(withOutput(["78.13%\n", "x"]), withOutput(["78.12%\n", "x"])),
      'cell 2: output 1 differs at line 5: stored "\\"78.13%\\\\n\\",", now "\\"78.12%\\\\n\\","',
    );
  });

  it("finds outputs that are missing or too many, and other numbers", () => {
    assert.equal(findDifference(base, withOutput([], 1)), "cell 1: execution count is null, not 2");
    const bare = {
      ...base,
      cells: base.cells.map((cell, i) => (i === 1 ? { ...cell, execution_count: 2 } : cell)),
    };
    assert.equal(findDifference(bare, withOutput([], 1)), "cell 1: output 1 is missing");
    assert.equal(findDifference(withOutput([], 1), bare), "cell 1: output 1 should not be there");
  });

  it("finds other text, other cells and other metadata", () => {
    const edited = {
      ...base,
      cells: base.cells.map((cell, i) => (i === 0 ? { ...cell, source: ["# B"] } : cell)),
    };
    assert.equal(
      findDifference(edited, base),
      'prose after cell 0: text differs at line 1: stored "# B", now "# A"',
    );
    assert.equal(findDifference({ ...base, cells: base.cells.slice(0, 2) }, base), "cell 2 is missing");
    assert.equal(
      findDifference(base, { ...base, cells: base.cells.slice(0, 2) }),
      "cell 2 should not be there",
    );
    assert.equal(findDifference({ ...base, metadata: {} }, base), "the notebook's metadata differ");
  });
});
