import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, describe, it } from "node:test";

// What an editor and a notebook offer while a path is typed, asked of the TypeScript that notebooks have.

const root = join(import.meta.dirname, "../../..");
const folder = join(root, ".cache", "completion");
const file = join(folder, "cell.ts");
const ts = createRequire(import.meta.url)("ts50");

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "node_modules"), { recursive: true });
symlinkSync(root, join(folder, "node_modules", "pingframe"), "dir");

const head = `
  import { Dataset, getPingsProperties } from "pingframe";
  const main = Dataset.fromSource("telemetry").where({ docType: "main" }).records();
`;
let text = head;
let version = 0;
const service = ts.createLanguageService({
  getScriptFileNames: () => [file],
  getScriptVersion: (name: string) => (name === file ? String(version) : "1"),
  getScriptSnapshot: (name: string) => {
    if (name === file) return ts.ScriptSnapshot.fromString(text);
    return existsSync(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8")) : undefined;
  },
  getCurrentDirectory: () => folder,
  getCompilationSettings: () => ({
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: [],
    skipLibCheck: true,
  }),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  realpath: ts.sys.realpath,
});

/** Writes a cell with the cursor at `|`, and gives the cursor's position. */
function write(cell: string): number {
  text = head + cell.replace("|", "");
  version += 1;
  return head.length + cell.indexOf("|");
}

function completions(cell: string): string[] {
  const found = service.getCompletionsAtPosition(file, write(cell), {});
  return (found?.entries ?? []).map((entry: { name: string }) => entry.name);
}

function hover(cell: string): { type: string; comment: string } {
  const info = service.getQuickInfoAtPosition(file, write(cell));
  return {
    type: ts.displayPartsToString(info.displayParts),
    comment: ts.displayPartsToString(info.documentation),
  };
}

describe("paths in an editor", () => {
  after(() => service.dispose());

  it("are completed one member at a time", () => {
    assert.ok(completions('getPingsProperties(main, ["|"])').includes("payload"));
    const info = completions('getPingsProperties(main, ["id", "payload/info/|"])');
    assert.ok(info.includes("payload/info/sessionLength"));
    assert.ok(info.every((path) => path.startsWith("payload/info/")));
    assert.ok(completions('getPingsProperties(main, { a: "meta/|" })').includes("meta/Timestamp"));
  });

  it("are completed in accessors", () => {
    assert.ok(completions("getPingsProperties(main, { a: p => p.|id })").includes("payload"));
    assert.ok(
      completions("getPingsProperties(main, { a: p => p.payload.info.| })").includes("sessionLength"),
    );
  });

  it("show what each member is", () => {
    const { type, comment } = hover("getPingsProperties(main, { a: p => p.payload.info.session|Length })");
    assert.match(type, /PropertyRef<number>/);
    assert.equal(comment, "How long the session has lasted, in seconds.");
  });

  it("give rows whose types can be read", () => {
    const cell =
      'async () => { const f = await getPingsProperties(main, ["id", "payload/info/sessionLength"]); f| }';
    const { type } = hover(cell);
    assert.match(type, /Frame<\{[^}]*\}>/);
    assert.match(type, /"payload\/info\/sessionLength": number;/);
  });
});
