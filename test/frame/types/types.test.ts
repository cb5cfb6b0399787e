import assert from "node:assert/strict";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import ts from "ts50";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/** Compiles usage.ts as notebooks do: TypeScript 5.0.4, CommonJS, against the emitted declarations. */
function compileUsage(strict: boolean): string[] {
  // Beside the emitted files, the source's own imports lead to declarations instead of sources.
  const file = join(import.meta.dirname, `usage-${strict ? "strict" : "loose"}.ts`);
  cpSync(join(root, "test", "frame", "types", "usage.ts"), file);
  const program = ts.createProgram([file], {
    noEmit: true,
    strict,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    types: [],
    skipLibCheck: false,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file: source, start, messageText }) =>
        `${source?.fileName}:${source?.getLineAndCharacterOfPosition(start ?? 0).line ?? ""} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

describe("Frame's types", { skip: existsSync(join(root, "test")) ? false : "sources are not here" }, () => {
  it("hold under TypeScript 5.0.4, without strict null checks, as in tslab", () => {
    assert.equal(ts.version, "5.0.4");
    assert.deepEqual(compileUsage(false), []);
  });

  it("hold under TypeScript 5.0.4, strict", () => {
    assert.deepEqual(compileUsage(true), []);
  });
});
