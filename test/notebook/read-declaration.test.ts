import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { describe, it } from "node:test";
import { loadCompiler, NotLiteral, readDeclaration } from "../../src/notebook/index.js";

const compiler = loadCompiler(dirname(createRequire(import.meta.url).resolve("ts50/package.json")));

describe("readDeclaration", () => {
  it("reads literals of every kind, joined strings and comments", () => {
    const cell = `
      const nb = notebook({
        title: "A" + \`B\`, // why
        parameters: {
          "n": { type: "number", default: -2.5, help: ("c" + "d") },
          on: { type: "boolean", default: false, help: "" } as const,
          kind: { type: "string", default: null, choices: ["a", "b"], help: "" },
        },
      });`;
    assert.deepEqual(readDeclaration(["1;", cell], compiler), {
      title: "AB",
      parameters: {
        n: { type: "number", default: -2.5, help: "cd" },
        on: { type: "boolean", default: false, help: "" },
        kind: { type: "string", default: null, choices: ["a", "b"], help: "" },
      },
    });
  });

  it("gives null if nothing is declared, and no parameters if there are none", () => {
    assert.equal(readDeclaration(["const notebook = 1;"], compiler), null);
    assert.deepEqual(readDeclaration(['notebook({ title: "x" })'], compiler), { title: "x", parameters: {} });
  });

  it("refuses what only running would tell", () => {
    for (const argument of [
      "{ parameters: given }",
      "{ ...shared }",
      "{ title: now() }",
      "{ [name]: 1 }",
      "{ title }",
    ]) {
      assert.throws(() => readDeclaration([`notebook(${argument})`], compiler), NotLiteral, argument);
    }
  });
});
