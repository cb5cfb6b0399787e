/** What a step gave: the bytes that came out, and the error that ended the stream, if one did. */
export interface StreamStep {
  readonly outputs: Uint8Array[];
  readonly error: Error | null;
}

/** A stream of the platform that decompresses what is written to it. */
export interface PlatformStream {
  readonly bytesWritten: number;
  readonly readableLength: number;
  readonly errored: Error | null;
  read(): unknown;
  write(bytes: Uint8Array, done: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
  on(event: "data", listener: (bytes: Uint8Array) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end", listener: () => void): unknown;
}

/** A decompressing stream as plain steps: bytes in, what came of them out. */
export class StreamSteps {
  readonly #stream: PlatformStream;
  #outputs: Uint8Array[] = [];
  #settle: ((error: Error | null) => void) | null = null;

  constructor(stream: PlatformStream) {
    this.#stream = stream;
    stream.on("data", (bytes) => this.#outputs.push(bytes));
    stream.on("error", (error) => this.#settle?.(error));
    stream.on("end", () => this.#settle?.(null));
  }

  /** How many bytes were used so far. */
  get consumed(): number {
    return this.#stream.bytesWritten;
  }

  /** Decompresses a piece. */
  write(piece: Uint8Array): Promise<StreamStep> {
    return this.#step((done) => this.#stream.write(piece, done));
  }

  /** Tells that there is no more. */
  end(): Promise<StreamStep> {
    return this.#step(() => this.#stream.end());
  }

  close(): void {
    this.#settle = null;
    this.#stream.destroy();
  }

  #step(start: (done: () => void) => void): Promise<StreamStep> {
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
