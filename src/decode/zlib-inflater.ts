import { createGunzip, type Gunzip } from "node:zlib";

/** What a step gave: the bytes that came out, and the error that ended the stream, if one did. */
export interface InflaterStep {
  readonly outputs: Uint8Array[];
  readonly error: Error | null;
}

/** A gunzip stream as plain steps: bytes in, what came of them out. Zeroes between and behind members are skipped. */
export class ZlibInflater {
  readonly #chunkBytes: number;
  #stream: Gunzip;
  #outputs: Uint8Array[] = [];
  #settle: ((error: Error | null) => void) | null = null;
  /** Whether a member was followed by a zero, which zlib takes for the end. */
  #isPadded = false;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
    this.#stream = this.#open();
  }

  /** Decompresses a piece. */
  async write(piece: Uint8Array): Promise<InflaterStep> {
    let rest = piece;
    if (this.#isPadded) {
      const next = piece.findIndex((byte) => byte !== 0);
      if (next < 0) return { outputs: [], error: null };
      rest = piece.subarray(next);
      this.#stream.destroy();
      this.#stream = this.#open();
      this.#isPadded = false;
    }
    const before = this.#stream.bytesWritten;
    const step = await this.#step((done) => this.#stream.write(rest, done));
    const consumed = this.#stream.bytesWritten - before;
    if (step.error !== null || consumed >= rest.length) return step;
    this.#isPadded = true;
    const { outputs, error } = await this.write(rest.subarray(consumed));
    return { outputs: [...step.outputs, ...outputs], error };
  }

  /** Tells that there is no more. */
  async end(): Promise<InflaterStep> {
    return this.#isPadded ? { outputs: [], error: null } : this.#step(() => this.#stream.end());
  }

  close(): void {
    this.#settle = null;
    this.#stream.destroy();
  }

  #open(): Gunzip {
    const stream = createGunzip({ chunkSize: this.#chunkBytes });
    const settle = (error: Error | null): void => {
      if (stream === this.#stream) this.#settle?.(error);
    };
    stream.on("data", (bytes: Uint8Array) => this.#outputs.push(bytes));
    stream.on("error", settle);
    stream.on("end", () => settle(null));
    return stream;
  }

  #step(start: (done: () => void) => void): Promise<InflaterStep> {
    return new Promise((resolve) => {
      this.#settle = (error) => {
        this.#settle = null;
        while (error === null && this.#stream.readableLength > 0 && this.#stream.read() !== null);
        const outputs = this.#outputs;
        this.#outputs = [];
        resolve({ outputs, error });
      };
      // Errors come by the event; the callback of a failed write may come before it.
      start(() => {
        if (this.#stream.errored === null) this.#settle?.(null);
      });
    });
  }
}
