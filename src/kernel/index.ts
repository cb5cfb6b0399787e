/**
 * The hot loops over bytes.
 *
 * In: bytes. Out: what a scan wants to know of them. Nothing but loops: no I/O, no pings, no frames.
 *
 * @module
 */

export type { CellBatches, CellReceiver } from "./cell-batches.js";
export { compileTrie } from "./compile-trie.js";
export { createProjector } from "./create-projector.js";
export { HEKA_FIELD_WORDS, type HekaWalk } from "./heka-walk.js";
export { isJson } from "./is-json.js";
export {
  type CellBatch,
  type CellColumn,
  type PathTrie,
  type Projector,
  type ProjectorOptions,
  SPAN_ESCAPED,
  SPAN_WIDE,
  type TrieNode,
} from "./projector.js";
export { SumKernel } from "./sum-kernel.js";
export { type CellSums, SECTIONS, SUM_DROPS, type SumEntry, type SumVariant } from "./sums.js";
export { createTypeScriptProjector } from "./typescript-projector.js";
export { giveBackInflater, type InflateEnd, Inflater, takeInflater } from "./wasm-inflater.js";
export { createWasmProjector, hasWasmKernel, kernelModule, useKernelModule } from "./wasm-projector.js";
export type { WasmModule } from "./web-assembly.js";
