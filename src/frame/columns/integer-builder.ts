import type { I64Column } from "../types.js";
import type { ColumnBuilder } from "./column-builder.js";
import { growing } from "./growing.js";
import { validity } from "./validity.js";

/** Builds exact 64-bit integers, from bigints and whole numbers. What does not fit is missing. */
export function integerBuilder(): ColumnBuilder {
  const values = growing(BigInt64Array);
  const valid = validity();
  let mismatched = 0;
  return {
    get length() {
      return valid.length;
    },
    get mismatched() {
      return mismatched;
    },
    append: (value) => {
      const { length } = valid;
      values.reserve(length + 1);
      const exact = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
      if (typeof exact === "bigint" && BigInt.asIntN(64, exact) === exact) {
        values.values[length] = exact;
        valid.present();
        return;
      }
      if (value !== null && value !== undefined) mismatched++;
      values.values[length] = 0n;
      valid.missing();
    },
    finish: (): I64Column => ({
      kind: "i64",
      length: valid.length,
      valid: valid.take(),
      values: values.take(valid.length),
    }),
  };
}
