import type { RecordCells } from "./record-cells.js";
import type { DecodedRecord } from "./types.js";

/** Takes records as they are read, in file order. */
export interface RecordSink {
  /** Takes a record as a document. */
  takeDocument(record: DecodedRecord): void;
  /** Takes the wanted values of a record; they are gone when this returns. Only where a projection is asked for. */
  takeCells(cells: RecordCells): void;
}

/** A sink that adds documents to the list that `recordsNow` gives; for readers without a projection. */
export function documentSink(recordsNow: () => DecodedRecord[]): RecordSink {
  return {
    takeDocument: (record) => {
      recordsNow().push(record);
    },
    takeCells: () => {
      throw new Error("cells were read without a projection");
    },
  };
}
