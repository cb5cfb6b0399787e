import type { ByteSource } from "./byte-source.js";
import { sourceFromChunks } from "./source-from-chunks.js";
import { type PlatformStream, StreamSteps } from "./stream-steps.js";
import { wasmUnzstdSource } from "./wasm-unzstd-source.js";
import { ZSTD_MAGIC, ZstdFrames } from "./zstd-frames.js";

/** The platform gets this much at once; what it makes of one piece is held in memory. */
const PIECE_BYTES = 1 << 16;

/**
 * Decompresses zstd by the platform, any number of frames, in another thread.
 *
 * The platform's stream takes the first frame's end for the end of all, without a word, and some versions take a stream
 * that was cut for a whole one. So frames are told apart here, and it is given a frame at a time. Where anything is wrong,
 * or only strange, the bytes are read again in WebAssembly, which has the last word and keeps what precedes damage.
 *
 * @param reopen - Opens the compressed bytes once more.
 */
export function platformUnzstdSource(
  input: ByteSource,
  reopen: () => AsyncIterable<Uint8Array>,
  open: () => PlatformStream,
): ByteSource {
  const frames = new ZstdFrames();
  const steps = new StreamSteps(open());
  let piece: Uint8Array = new Uint8Array(0);
  let at = 0;
  let outputs: Uint8Array[] = [];
  /** How much content was given. */
  let given = 0;
  let again: ByteSource | null = null;
  let isOver = false;

  async function startAgain(): Promise<void> {
    steps.close();
    await input.close();
    if (isOver) return;
    again = wasmUnzstdSource(sourceFromChunks(reopen()));
    for (let left = given; left > 0; ) {
      const content = await again.next();
      if (content === null) return;
      if (content.length > left) outputs.push(content.subarray(left));
      left -= content.length;
    }
  }

  /** Decompresses bytes of a frame; whether all went as it should. */
  async function decompress(bytes: Uint8Array): Promise<boolean> {
    const before = steps.consumed;
    const step = await steps.write(bytes);
    if (step.error !== null || steps.consumed - before !== bytes.length) return false;
    outputs = step.outputs;
    return true;
  }

  /** Looks at the next bytes, until there is content, an end, or something wrong: then it is false. */
  async function advance(): Promise<boolean> {
    while (outputs.length === 0) {
      if (at >= piece.length) {
        const next = await input.next();
        if (next === null) {
          isOver = !frames.isInside;
          return isOver;
        }
        piece = next;
        at = 0;
      }
      const step = frames.step(piece.subarray(0, at + PIECE_BYTES), at);
      if (step === null) return false;
      const bytes = step.startsFrame ? ZSTD_MAGIC : piece.subarray(at, step.end);
      at = step.end;
      if ((step.startsFrame || step.isContent) && !(await decompress(bytes))) return false;
      if (isOver) return true;
    }
    return true;
  }

  return {
    get failure() {
      return again?.failure ?? null;
    },
    async next(): Promise<Uint8Array | null> {
      for (;;) {
        const output = outputs.shift();
        if (output !== undefined && output.length > 0) {
          given += output.length;
          return output;
        }
        if (outputs.length > 0) continue;
        if (again !== null) return again.next();
        if (isOver) return null;
        if (!(await advance())) await startAgain();
      }
    },
    async close(): Promise<void> {
      isOver = true;
      outputs = [];
      steps.close();
      await (again ?? input).close();
    },
  };
}
