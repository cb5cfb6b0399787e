import { createGunzip, type Gunzip } from "node:zlib";

/** A gunzip stream as plain steps: bytes in, what came of them out. */
export class Inflater {
  readonly #stream: Gunzip;
  #outputs: Uint8Array[] = [];
  #settle: ((error: Error | null) => void) | null = null;

  constructor(chunkBytes: number) {
    this.#stream = createGunzip({ chunkSize: chunkBytes });
    this.#stream.on("data", (bytes: Uint8Array) => this.#outputs.push(bytes));
    this.#stream.on("error", (error: Error) => this.#settle?.(error));
    this.#stream.on("end", () => this.#settle?.(null));
  }

  /** Decompresses a piece. */
  write(piece: Uint8Array): Promise<{ outputs: Uint8Array[]; error: Error | null }> {
    return this.#step((done) => this.#stream.write(piece, () => done(null)));
  }

  /** Tells that there is no more. */
  end(): Promise<{ outputs: Uint8Array[]; error: Error | null }> {
    return this.#step(() => this.#stream.end());
  }

  close(): void {
    this.#settle = null;
    this.#stream.destroy();
  }

  #step(
    start: (done: (error: Error | null) => void) => void,
  ): Promise<{ outputs: Uint8Array[]; error: Error | null }> {
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
