import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NotebookError, parseCells } from "../../src/notebook/index.js";

const parse = (...lines: string[]) => parseCells(lines.join("\n"), "a.ts");
const fails = (message: RegExp, line: number, ...lines: string[]): void => {
  assert.throws(
    () => parse(...lines),
    (error) => error instanceof NotebookError && message.test(error.message) && error.line === line,
  );
};

describe("parseCells", () => {
  it("gives each cell its text and the line where that starts", () => {
    assert.deepEqual(
      parse(
        "// %% [markdown]",
        "// # Title",
        "//",
        "//   indented",
        "",
        "// %%",
        "",
        "",
        "const a = 1;",
        "",
        "// b",
        "",
      ),
      [
        { type: "markdown", source: "# Title\n\n  indented", tags: [], line: 2 },
        { type: "code", source: "const a = 1;\n\n// b", tags: [], line: 9 },
      ],
    );
  });

  it("reads tags and leaves cells without text out", () => {
    assert.deepEqual(parse('// %% tags=["a", "b"]', "1;", "// %%", "", "// %% [markdown]"), [
      { type: "code", source: "1;", tags: ["a", "b"], line: 2 },
    ]);
  });

  it("takes Windows line ends", () => {
    assert.deepEqual(
      parseCells("// %%\r\na;\r\nb;\r\n", "a.ts").map(({ source }) => source),
      ["a;\nb;"],
    );
  });

  it("names the line that is wrong", () => {
    fails(/^a\.ts:2: unknown kind of cell, got "\/\/ %% \[raw\]"; write/, 2, "", "// %% [raw]");
    fails(/text before the first cell/, 1, "const a = 1;", "// %%");
    fails(/a line of prose must be a comment/, 3, "// %% [markdown]", "// fine", "not");
    fails(/tags must be a JSON list of strings, got "\[1\]"/, 1, "// %% tags=[1]");
  });
});
