import type { BoolColumn } from "../types.js";
import type { ColumnBuilder } from "./column-builder.js";
import { growing } from "./growing.js";
import { validity } from "./validity.js";

/** Builds booleans. Anything else is missing. */
export function booleanBuilder(): ColumnBuilder {
  const values = growing(Uint8Array);
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
      if (typeof value === "boolean") {
        values.values[length] = value ? 1 : 0;
        valid.present();
        return;
      }
      if (value !== null && value !== undefined) mismatched++;
      values.values[length] = 0;
      valid.missing();
    },
    finish: (): BoolColumn => ({
      kind: "bool",
      length: valid.length,
      valid: valid.take(),
      values: values.take(valid.length),
    }),
  };
}
