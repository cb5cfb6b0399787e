import { COPY_HEADER_BYTES } from "./copy-writer.js";

/** One row of a COPY, as far as merging it must know. */
export interface CopiedRow {
  readonly partition: number;
  /** How many elements its histogram has. */
  readonly length: number;
  readonly hasClients: boolean;
  /** Where its bytes are, in those of the COPY. */
  readonly start: number;
  readonly end: number;
}

/** Finds the rows in what {@link CopyWriter} has written. */
export function* copiedRows(bytes: Uint8Array): Generator<CopiedRow> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = COPY_HEADER_BYTES; view.getInt16(start) !== -1; ) {
    let at = start + 2;
    const column = (): { readonly length: number; readonly at: number } => {
      const length = view.getInt32(at);
      const found = { length, at: at + 4 };
      at += 4 + Math.max(0, length);
      return found;
    };
    const [partition, , , , histogram, clients] = Array.from({ length: view.getInt16(start) }, column);
    yield {
      partition: view.getInt32(partition!.at),
      length: view.getInt32(histogram!.at + 12),
      hasClients: clients!.length >= 0,
      start,
      end: at,
    };
    start = at;
  }
}

/** A COPY of some of its rows only. */
export function copyOfRows(bytes: Uint8Array, rows: readonly CopiedRow[]): Uint8Array {
  return Buffer.concat([
    bytes.subarray(0, COPY_HEADER_BYTES),
    ...rows.map(({ start, end }) => bytes.subarray(start, end)),
    bytes.subarray(bytes.length - 2),
  ]);
}
