import { asciiText } from "./ascii-text.js";
import type { ColumnBuilder, RowBatch } from "./column-builder.js";
import { uuidText } from "./uuid-text.js";

/** Adds the rows of a batch to a column of any kind. */
export function appendBatch(builder: ColumnBuilder, batch: RowBatch): void {
  if (builder.appendBatch !== undefined) builder.appendBatch(batch);
  else appendRows(builder, batch);
}

/** Adds the rows of a batch one by one. */
export function appendRows(builder: ColumnBuilder, batch: RowBatch): void {
  const appendRow = rowAppender(builder, batch);
  for (let row = 0; row < batch.length; row++) {
    if (batch.valid[row] === 0) builder.append(null);
    else appendRow(row);
  }
}

function rowAppender(builder: ColumnBuilder, batch: RowBatch): (row: number) => void {
  if (batch.sort === "numbers") return (row) => builder.append(batch.numbers[row]);
  if (batch.sort === "uuids") return (row) => builder.append(uuidText(batch.words, row));
  const { bytes, ends } = batch;
  const appendText = (index: number): void => {
    const [start, end] = [ends[index]!, ends[index + 1]!];
    if (builder.appendAscii !== undefined) builder.appendAscii(bytes, start, end);
    else builder.append(asciiText(bytes, start, end));
  };
  return batch.sort === "texts" ? appendText : (row) => appendText(batch.codes[row]!);
}
