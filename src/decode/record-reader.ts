import type { ByteWindow } from "./byte-window.js";
import type { Projection } from "./projection.js";
import type { RecordSink } from "./record-sink.js";
import type { Damage, DecodeOptions } from "./types.js";

/** Whether bytes follow the window; `cut` means that they did but can't be had. */
export type StreamState = "open" | "ended" | "cut";

/** One format's way of taking records from the start of a window. */
export interface RecordReader {
  /** Takes every whole record, advances `window.start` past what it is done with, and hands records to `sink`. */
  read(window: ByteWindow, state: StreamState, sink: RecordSink): void;
}

/** What every reader is made with. */
export interface ReaderOptions {
  readonly maxRecordBytes: number;
  /** As {@link DecodeOptions.wants}. */
  readonly wants?: DecodeOptions["wants"] | undefined;
  /** What to look for instead of making documents, or null. */
  readonly projection: Projection | null;
  readonly report: (damage: Damage) => void;
}
