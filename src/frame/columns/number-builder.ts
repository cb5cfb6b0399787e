import type { F64Column } from "../types.js";
import { appendRows } from "./append-batch.js";
import type { ColumnBuilder } from "./column-builder.js";
import { growing } from "./growing.js";
import { validity } from "./validity.js";

/** Builds numbers. A bigint becomes the nearest number; anything else that is not a number is missing. */
export function numberBuilder(): ColumnBuilder {
  const values = growing(Float64Array);
  const valid = validity();
  let mismatched = 0;
  const builder: ColumnBuilder = {
    get length() {
      return valid.length;
    },
    get mismatched() {
      return mismatched;
    },
    append: (value) => {
      const { length } = valid;
      values.reserve(length + 1);
      if (typeof value === "number" || typeof value === "bigint") {
        values.values[length] = Number(value);
        valid.present();
        return;
      }
      if (value !== null && value !== undefined) mismatched++;
      values.values[length] = 0;
      valid.missing();
    },
    appendBatch: (batch) => {
      if (batch.sort !== "numbers") return appendRows(builder, batch);
      const { length } = valid;
      values.reserve(length + batch.length);
      values.values.set(batch.numbers, length);
      valid.many(batch.valid, batch.missing);
    },
    finish: (): F64Column => ({
      kind: "f64",
      length: valid.length,
      valid: valid.take(),
      values: values.take(valid.length),
    }),
  };
  return builder;
}
