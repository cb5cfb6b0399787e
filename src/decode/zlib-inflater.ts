import { createGunzip } from "node:zlib";
import { type StreamStep, StreamSteps } from "./stream-steps.js";

/** A gunzip stream as plain steps: bytes in, what came of them out. Zeroes between and behind members are skipped. */
export class ZlibInflater {
  readonly #chunkBytes: number;
  #steps: StreamSteps;
  /** Whether a member was followed by a zero, which zlib takes for the end. */
  #isPadded = false;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
    this.#steps = this.#open();
  }

  /** Decompresses a piece. */
  async write(piece: Uint8Array): Promise<StreamStep> {
    let rest = piece;
    if (this.#isPadded) {
      const next = piece.findIndex((byte) => byte !== 0);
      if (next < 0) return { outputs: [], error: null };
      rest = piece.subarray(next);
      this.#steps.close();
      this.#steps = this.#open();
      this.#isPadded = false;
    }
    const before = this.#steps.consumed;
    const step = await this.#steps.write(rest);
    const consumed = this.#steps.consumed - before;
    if (step.error !== null || consumed >= rest.length) return step;
    this.#isPadded = true;
    const { outputs, error } = await this.write(rest.subarray(consumed));
    return { outputs: [...step.outputs, ...outputs], error };
  }

  /** Tells that there is no more. */
  async end(): Promise<StreamStep> {
    return this.#isPadded ? { outputs: [], error: null } : this.#steps.end();
  }

  close(): void {
    this.#steps.close();
  }

  #open(): StreamSteps {
    return new StreamSteps(createGunzip({ chunkSize: this.#chunkBytes }));
  }
}
