import type { ValueColumn } from "../types.js";
import type { ColumnBuilder } from "./column-builder.js";
import { validity } from "./validity.js";

/** Builds a column of objects, kept as they are: not copied. What is not of the kind is missing. */
export function valueBuilder(kind: ValueColumn["kind"]): ColumnBuilder {
  const values: unknown[] = [];
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
      if (value !== null && value !== undefined && isOfKind(value, kind)) {
        values.push(value);
        valid.present();
        return;
      }
      if (value !== null && value !== undefined) mismatched++;
      values.push(0);
      valid.missing();
    },
    finish: (): ValueColumn => ({ kind, length: valid.length, valid: valid.take(), values: values.slice() }),
  };
}

/** Columns cross threads, which functions and symbols can't. */
function isOfKind(value: unknown, kind: ValueColumn["kind"]): boolean {
  if (kind === "json") return typeof value !== "function" && typeof value !== "symbol";
  if (kind === "list") return isList(value);
  return typeof value === "object" && !isList(value);
}

/** Whether a value is a list: an array or a typed array. */
export function isList(value: unknown): boolean {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
