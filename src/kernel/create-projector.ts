import type { PathTrie, Projector, ProjectorOptions } from "./projector.js";
import { createTypeScriptProjector } from "./typescript-projector.js";
import { createWasmProjector, hasWasmKernel } from "./wasm-projector.js";

/** Makes a projector: in WebAssembly, or in TypeScript where the platform lacks that or its SIMD. */
export function createProjector(trie: PathTrie, options: ProjectorOptions = {}): Projector {
  return hasWasmKernel() ? createWasmProjector(trie, options) : createTypeScriptProjector(trie, options);
}
