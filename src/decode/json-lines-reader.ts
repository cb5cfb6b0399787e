import type { ByteWindow } from "./byte-window.js";
import { isPlainObject } from "./is-plain-object.js";
import { RecordCells } from "./record-cells.js";
import type { ReaderOptions, RecordReader, StreamState } from "./record-reader.js";
import type { RecordSink } from "./record-sink.js";

const NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b;

/** Reads a JSON object a line. The newline is looked for first, so that a bad line can't take the next one with it. */
export class JsonLinesReader implements RecordReader {
  readonly #options: ReaderOptions;
  /** Whether the rest of a line that is too long is being skipped. */
  #isSkipping = false;
  /** How much of the window is known to hold no newline. */
  #searched = 0;

  readonly #cells: RecordCells | null;
  /** Whether the sink checks some values itself. */
  readonly #isDeferring: boolean;

  constructor(options: ReaderOptions) {
    const { projection } = options;
    this.#options = options;
    this.#cells = projection === null ? null : new RecordCells(projection);
    this.#isDeferring = projection !== null && projection.deferred.length > 0;
  }

  read(window: ByteWindow, state: StreamState, sink: RecordSink): void {
    const { bytes, end } = window;
    const held = bytes.subarray(0, end);
    for (;;) {
      const { start } = window;
      let lineEnd = held.indexOf(NEWLINE, start + this.#searched);
      this.#searched = 0;
      if (lineEnd < 0) {
        if (state === "open") {
          if (this.#isSkipping) window.start = end;
          else if (end - start > this.#options.maxRecordBytes) this.#skipLine(window);
          else this.#searched = end - start;
          return;
        }
        lineEnd = end;
      }
      if (start >= end) return;
      if (this.#isSkipping) this.#isSkipping = false;
      else if (lineEnd - start > this.#options.maxRecordBytes) {
        this.#report(window, start, "line is longer than a record may be");
      } else {
        this.#readLine(window, start, lineEnd, sink, state === "cut" && lineEnd === end);
      }
      window.start = Math.min(lineEnd + 1, end);
    }
  }

  #skipLine(window: ByteWindow): void {
    this.#report(window, window.start, "line is longer than a record may be");
    this.#isSkipping = true;
    window.start = window.end;
  }

  #readLine(window: ByteWindow, start: number, end: number, sink: RecordSink, isCut: boolean): void {
    const { bytes, base } = window;
    let from = start;
    if (
      base + start === 0 &&
      bytes[start] === 0xef &&
      bytes[start + 1] === 0xbb &&
      bytes[start + 2] === 0xbf
    ) {
      from += 3;
    }
    const cells = this.#cells;
    // What the projector or the sink rejects is looked at once more, by JSON.parse.
    if (cells !== null && bytes[from] === OPEN_OBJECT) {
      const { projector } = cells;
      cells.isDeferred = this.#isDeferring && projector.projectDeferring(from, end);
      if (cells.isDeferred || projector.project(0, from, end)) {
        cells.byteOffset = base + start;
        cells.isRejected = false;
        sink.takeCells(cells);
        if (!cells.isRejected) return;
      }
    }
    const line = bytes.toString("utf8", from, end);
    if (line.trim() === "") return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      if (!isCut) this.#report(window, start, "line is not JSON");
      return;
    }
    if (isPlainObject(value)) sink.takeDocument({ ping: value, timestampNs: null, byteOffset: base + start });
    else this.#report(window, start, "line is not a JSON object");
  }

  #report(window: ByteWindow, at: number, message: string): void {
    this.#options.report({ kind: "json", byteOffset: window.base + at, message });
  }
}
