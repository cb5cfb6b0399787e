import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runCli } from "../bin/run-cli.js";

// Extracts the @example of every doc comment under src/ and the TypeScript blocks of README.md and docs/, type-checks
// them against the built declarations, runs them, and compares `expression; // value` lines with their value.

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const folder = join(root, ".cache", "doc-examples");

interface Example {
  readonly where: string;
  readonly code: string;
}

const listed = (dir: string, ending: string): string[] =>
  readdirSync(join(root, dir), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(dir, name))
    .sort();

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(root, file), "utf8");
  const lineOf = (index: number): number => text.slice(0, index).split("\n").length;
  if (file.endsWith(".md")) {
    return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
      where: `${file}:${lineOf(match.index)}`,
      code: match[1] ?? "",
    }));
  }
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) =>
    [...comment[0].matchAll(/@example\s*\n([\s\S]*?)(?=\n\s*\*\s*@|\n?\s*\*\/)/g)].map((match) => ({
      where: `${file}:${lineOf(comment.index + match.index)}`,
      code: (match[1] ?? "").replace(/^\s*\* ?/gm, "").replace(/^```(ts)?$/gm, ""),
    })),
  );
}

/** Turns `expression; // value` into a comparison, where the comment is a value. */
function withChecks({ where, code }: Example): string {
  return code
    .split("\n")
    .map((line) => {
      const match = /^(?!const |let |import |type |export |\/\/|\}|\s)(.+?);?\s+\/\/ (.+)$/.exec(line);
      if (match === null || !isValue(match[2] ?? "")) return line;
      return `expectValue(${match[1]}, ${match[2]}, ${JSON.stringify(where)});`;
    })
    .join("\n");
}

function isValue(text: string): boolean {
  try {
    new Function(`"use strict"; return (${text});`)();
    return true;
  } catch {
    return false;
  }
}

const rooms = readdirSync(join(root, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "bin")
  .map(({ name }) => name);

/** The names an example uses: from its room's sign, its own file, the package, then any room's sign. */
async function importsFor({ where, code }: Example): Promise<string> {
  const own = /^src\/((\w+)\/.+)\.ts:/.exec(where);
  const near = own === null ? [] : [`${own[2]}/index`, own[1]!];
  const places = [...near, "index", ...rooms.map((room) => `${room}/index`)];
  const lines: string[] = [];
  const taken = new Set(
    [...code.matchAll(/\b(?:const|let|function|class)\s+\{?\s*(\w+)/g)].map(([, name]) => name),
  );
  for (const place of places) {
    const exported = Object.keys(await import(pathToFileURL(join(root, "dist/src", `${place}.js`)).href));
    const used = exported.filter(
      (name) => !taken.has(name) && new RegExp(`(?<![.\\w])${name}\\b`).test(code),
    );
    for (const name of used) taken.add(name);
    if (used.length > 0) lines.push(`import { ${used.join(", ")} } from "../../dist/src/${place}.js";`);
  }
  return lines.join("\n");
}

const prelude = `
import { deepStrictEqual } from "node:assert/strict";
const console = { log: (..._: unknown[]): void => {} };
void console;
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : Array.isArray(value) ? value.map(plain)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
      : value;
const expectValue = (actual: unknown, expected: unknown, where: string): void =>
  deepStrictEqual(plain(actual), plain(expected), where);
`;

describe("examples in doc comments and documents", async () => {
  const files = [...listed("src", ".ts"), "README.md", ...listed("docs", ".md")].filter(
    (file) => !file.startsWith("src/bin"),
  );
  const examples = files.flatMap(examplesOf);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const runnable: { where: string; file: string }[] = [];
  for (const [index, example] of examples.entries()) {
    const checked = withChecks(example);
    const own = /^import .* from "pingframe"/m.test(example.code);
    const file = join(folder, `example-${index}.ts`);
    const imports = own ? "" : await importsFor(example);
    writeFileSync(
      file,
      `// ${example.where}\n${imports}\n${prelude}\nvoid expectValue;\n${checked}\nexport {};\n`,
    );
    runnable.push({ where: example.where, file });
  }
  const configuration = {
    extends: "../../tsconfig.json",
    compilerOptions: {
      rootDir: ".",
      outDir: ".",
      declaration: false,
      isolatedDeclarations: false,
      noUnusedLocals: false,
      sourceMap: false,
      noUncheckedIndexedAccess: false,
    },
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const compiled = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });

  const lake = join(root, ".cache", "lake-5-0.02");
  await runCli(["sample", lake, "--seed", "5", "--scale", "0.02", "--quiet"]);
  process.env["PINGFRAME_SOURCES"] = lake;

  it("there are some", () => assert.ok(examples.length > 20));
  for (const { where, file } of runnable) {
    it(`${where} compiles and gives the values it says`, async () => {
      const errors = compiled.stdout.split("\n").filter((line) => line.includes(relative(root, file)));
      assert.deepEqual(errors, []);
      await import(pathToFileURL(file.replace(/\.ts$/, ".js")).href);
    });
  }
});
