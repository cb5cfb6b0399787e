import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { type Complaint, checkSource, loadCompiler, parseCells } from "../../src/notebook/index.js";
import { root } from "../bin/run-cli.js";

const require = createRequire(import.meta.url);
const compiler = loadCompiler(dirname(require.resolve("ts50/package.json")));
const check = (text: string, file = join(root, "notebooks", "made-up.ts")): Complaint[] =>
  checkSource({
    file,
    text,
    cells: parseCells(text, file),
    compiler,
    packages: { pingframe: join(root, "dist/src/index.d.ts") },
    typeRoots: [join(root, "node_modules/@types")],
  });
const messages = (...lines: string[]): string[] =>
  check(lines.join("\n")).map(({ line, message }) => `${line}: ${message.split(";")[0]}`);

describe("checkSource", () => {
  it("accepts what runs in cells", () => {
    const fine = [
      "// %%",
      'import { type Frame, stats } from "pingframe";',
      "const a = 1;",
      "const { b, c: [d] } = { b: a, c: [a] };",
      "function add({ a, b }: { a: number; b: number }) { return { a, b, sum: a + b }; }",
      "interface Row { a: number }",
      "// %%",
      "const rows = [1, 2].map((a) => ({ a }));",
      "for (const b of [1]) { const d = b; console.log({ b, d }); }",
      "const made = { a: a, x: { b: b } };",
      "made.a = 2;",
      "type Both = Row & { d: typeof d };",
      "const more = await Promise.resolve(stats.mean([a, d]));",
      "async function each() { for await (const x of []) console.log(x); }",
      "const again = add({ a: a, b: b }).sum + (more ?? 0);",
      "enum Kind { a, b }",
    ];
    assert.deepEqual(messages(...fine), []);
  });

  it("refuses shorthand properties of earlier cells", () => {
    assert.deepEqual(messages("// %%", "const a = 1, c = 3;", "// %%", "const b = { a,", "  c };"), [
      '4: shorthand property "a" is of an earlier cell, which tslab can\'t find',
      '5: shorthand property "c" is of an earlier cell, which tslab can\'t find',
    ]);
    assert.equal(
      messages("// %%", 'import { stats } from "pingframe";', "// %%", "const b = { stats };").length,
      1,
    );
    assert.deepEqual(messages("// %%", "const a = 1;", "const b = { a };"), []);
  });

  it("refuses names of later cells, in functions too", () => {
    assert.deepEqual(
      messages("// %%", "const f = () => later() + 1;", "// %%", "function later() { return 1; }"),
      ['2: "later" is declared in a later cell'],
    );
    assert.deepEqual(messages("// %%", "let x: Row;", "// %%", "interface Row { a: 1 }"), [
      '2: "Row" is declared in a later cell',
    ]);
  });

  it("refuses assignments that functions of the earlier cell would not see", () => {
    assert.deepEqual(messages("// %%", "let n = 0, m = 0;", "n = 1;", "// %%", "n++;", "m += 2;"), [
      '5: "n" of an earlier cell is assigned, which functions of that cell would not see',
      '6: "m" of an earlier cell is assigned, which functions of that cell would not see',
    ]);
  });

  it("refuses export, import.meta and for await at the top", () => {
    assert.deepEqual(
      messages(
        "// %%",
        "export const a = 1;",
        "const b = import.meta;",
        "for await (const x of []) console.log(x);",
      ).sort(),
      [
        "2: export does not work in a cell",
        "3: import.meta does not work in a cell",
        "4: for await does not work at the top of a cell",
      ],
    );
  });

  it("finds errors of types as tslab's compiler does, which is not strict and knows ES2022", () => {
    assert.deepEqual(messages("// %%", "const a: string = 1;"), [
      "2: Type 'number' is not assignable to type 'string'.",
    ]);
    assert.deepEqual(messages("// %%", "const a: number = null; [1].at(-1).toFixed();"), []);
    assert.match(messages("// %%", "[2, 1].toSorted();")[0] ?? "", /^2: Property 'toSorted' does not exist/);
  });

  for (const name of readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ts"))) {
    it(`finds nothing wrong with notebooks/${name}`, () => {
      const file = join(root, "notebooks", name);
      assert.deepEqual(check(readFileSync(file, "utf8"), file), []);
    });
  }
});
