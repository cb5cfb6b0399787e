import type { ByteWindow } from "./byte-window.js";
import { isPlainObject } from "./is-plain-object.js";
import { RecordCells } from "./record-cells.js";
import type { ReaderOptions, RecordReader, StreamState } from "./record-reader.js";
import type { RecordSink } from "./record-sink.js";

const NEWLINE = 0x0a;
const OPEN_OBJECT = 0x7b;

/**
 * Reads a JSON object a line.
 *
 * What is looked for in a line is looked for first; only a line that holds no ping, or more than its line, is searched
 * for its end, so that a bad line can't take the next one with it.
 */
export class JsonLinesReader implements RecordReader {
  readonly #options: ReaderOptions;
  /** Whether the rest of a line that is too long is being skipped. */
  #isSkipping = false;
  /** How much of the window is known to hold no newline. */
  #searched = 0;

  readonly #cells: RecordCells | null;
  /** Whether the sink checks some values itself. */
  readonly #isDeferring: boolean;
  /** Whether the projector finds a line's end itself, as it looks at every byte before. */
  readonly #isEndFound: boolean;

  constructor(options: ReaderOptions) {
    const { projection } = options;
    this.#options = options;
    this.#cells = projection === null ? null : new RecordCells(projection, true);
    this.#isDeferring = projection !== null && projection.deferred.length > 0;
    this.#isEndFound = projection?.isChecked === true && !this.#isDeferring;
  }

  read(window: ByteWindow, state: StreamState, sink: RecordSink): void {
    const { bytes, end } = window;
    const unsearched = window.start + this.#searched;
    const newline = bytes.subarray(unsearched, end).lastIndexOf(NEWLINE);
    const linesEnd = newline < 0 ? window.start : unsearched + newline + 1;
    while (window.start < linesEnd) this.#readLine(window, linesEnd, sink, false);
    this.#searched = 0;
    if (state === "open") {
      if (this.#isSkipping) window.start = end;
      else if (end - window.start > this.#options.maxRecordBytes) this.#skipLine(window);
      else this.#searched = end - window.start;
    } else if (window.start < end) {
      this.#readLine(window, end, sink, state === "cut");
    }
  }

  /** Reads the next line; `linesEnd` is where it ends, or a later one. */
  #readLine(window: ByteWindow, linesEnd: number, sink: RecordSink, isCut: boolean): void {
    const { bytes, start } = window;
    const from = this.#textStart(window);
    const isObject = this.#cells !== null && !this.#isSkipping && bytes[from] === OPEN_OBJECT;
    let lineEnd = isObject && this.#isEndFound ? this.#cells!.projector.projectLine(from, linesEnd) : -1;
    const isFound = lineEnd >= 0;
    if (!isFound) {
      lineEnd = bytes.subarray(0, linesEnd).indexOf(NEWLINE, start);
      if (lineEnd < 0) lineEnd = linesEnd;
    }
    window.start = Math.min(lineEnd + 1, window.end);
    if (this.#isSkipping) this.#isSkipping = false;
    else if (lineEnd - start > this.#options.maxRecordBytes) {
      this.#report(window, start, "line is longer than a record may be");
    } else if (!isObject || !this.#takeCells(window.base + start, from, lineEnd, isFound, sink)) {
      this.#takeDocument(window, start, from, lineEnd, sink, isCut);
    }
  }

  #skipLine(window: ByteWindow): void {
    this.#report(window, window.start, "line is longer than a record may be");
    this.#isSkipping = true;
    window.start = window.end;
  }

  /** Where a line's text starts: behind the mark that may start a file. */
  #textStart({ bytes, base, start }: ByteWindow): number {
    const isMarked =
      base + start === 0 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
    return isMarked ? start + 3 : start;
  }

  /** Hands on the wanted values of a line; false if the projector, or the sink, rejects it. */
  #takeCells(byteOffset: number, from: number, end: number, isFound: boolean, sink: RecordSink): boolean {
    const cells = this.#cells!;
    const { projector } = cells;
    cells.isDeferred = this.#isDeferring && projector.projectDeferring(from, end);
    if (!isFound && !cells.isDeferred && !projector.project(0, from, end)) return false;
    if (!cells.checkWanted()) return false;
    cells.byteOffset = byteOffset;
    cells.isRejected = false;
    sink.takeCells(cells);
    return !cells.isRejected;
  }

  /** Hands on a line as a document: what was rejected is looked at once more, by `JSON.parse`. */
  #takeDocument(
    window: ByteWindow,
    start: number,
    from: number,
    end: number,
    sink: RecordSink,
    isCut: boolean,
  ): void {
    const line = window.bytes.toString("utf8", from, end);
    if (line.trim() === "") return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      if (!isCut) this.#report(window, start, "line is not JSON");
      return;
    }
    const byteOffset = window.base + start;
    if (isPlainObject(value)) sink.takeDocument({ ping: value, timestampNs: null, byteOffset });
    else this.#report(window, start, "line is not a JSON object");
  }

  #report(window: ByteWindow, at: number, message: string): void {
    this.#options.report({ kind: "json", byteOffset: window.base + at, message });
  }
}
