import type { PathTrie, Projector, ProjectorOptions } from "./projector.js";
import { createWasmProjector } from "./wasm-projector.js";

/** Makes a projector: in WebAssembly where the platform has SIMD, else in TypeScript. */
export function createProjector(trie: PathTrie, options: ProjectorOptions = {}): Projector {
  return createWasmProjector(trie, options);
}
