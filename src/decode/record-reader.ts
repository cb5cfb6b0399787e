import type { ByteWindow } from "./byte-window.js";
import type { Damage, DecodedRecord, DecodeOptions } from "./types.js";

/** Whether bytes follow the window; `cut` means that they did but can't be had. */
export type StreamState = "open" | "ended" | "cut";

/** One format's way of taking records from the start of a window. */
export interface RecordReader {
  /** Takes every whole record, advances `window.start` past what it is done with, and appends to `records`. */
  read(window: ByteWindow, state: StreamState, records: DecodedRecord[]): void;
}

/** What every reader is made with. */
export interface ReaderOptions {
  readonly maxRecordBytes: number;
  /** As {@link DecodeOptions.wants}. */
  readonly wants?: DecodeOptions["wants"] | undefined;
  readonly report: (damage: Damage) => void;
}
