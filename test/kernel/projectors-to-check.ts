import * as kernel from "../../src/kernel/index.js";

type CreateProjector = typeof kernel.createTypeScriptProjector;

/** The projectors that there are, by name: the TypeScript twin, and the WebAssembly module where the kernel has it. */
export const projectorsToCheck: ReadonlyMap<string, CreateProjector> = new Map(
  [
    ["twin", kernel.createTypeScriptProjector] as const,
    ["wasm", (kernel as { createWasmProjector?: CreateProjector }).createWasmProjector] as const,
  ].flatMap(([name, create]) => (create === undefined ? [] : [[name, create] as const])),
);
