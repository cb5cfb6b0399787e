import type { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import * as kernel from "../../src/kernel/index.js";
import type { BenchLake } from "../data/write-lake.js";
import { hekaBlocks } from "./heka-blocks.js";
import { openContent } from "./read-lines.js";

/** A byte that no lake holds; looking for it passes over all of the others. */
const NOWHERE = 0;

/**
 * What no scan of a lake can do without: decompressing it, and one look at each byte. Keeps the numbers from being
 * optimised away.
 */
export async function readCeiling({ folder, files }: BenchLake): Promise<null> {
  let seen = 0;
  const look = (bytes: Buffer): void => {
    seen += bytes.length + bytes.indexOf(NOWHERE);
  };
  if (folder.endsWith("snappy")) {
    const create =
      (kernel as { createWasmProjector?: typeof kernel.createTypeScriptProjector }).createWasmProjector ??
      kernel.createTypeScriptProjector;
    const projector = create(kernel.compileTrie([]));
    for (const file of files) {
      const stored = readFileSync(file);
      for (const [start, end] of hekaBlocks(stored)) {
        const target = end - start + 64;
        projector.reserve(target + (4 << 20));
        projector.bytes.set(stored.subarray(start, end));
        const length = projector.unsnappy(0, end - start, target, 4 << 20);
        look(projector.bytes.subarray(target, target + length));
      }
    }
  } else {
    for (const file of files) {
      for await (const chunk of openContent(file, 1 << 20) as AsyncIterable<Buffer>) look(chunk);
    }
  }
  if (seen === 0) throw new Error("the lake is empty");
  return null;
}
