import { createRequire } from "node:module";
import { join } from "node:path";
// Types only: the compiler itself is that of tslab.
import type compiler from "ts50";

/** The TypeScript that tslab compiles cells with. */
export type Compiler = typeof compiler;

/** Loads a TypeScript compiler from its folder. */
export function loadCompiler(folder: string): Compiler {
  return createRequire(join(folder, "package.json"))(folder) as Compiler;
}
