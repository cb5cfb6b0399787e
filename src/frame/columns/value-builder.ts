import type { ValueColumn } from "../types.js";
import type { ColumnBuilder } from "./column-builder.js";
import { type HistogramColumnKind, histogramKind, isOfHistogramKind, toPlainData } from "./histogram-kind.js";
import { validity } from "./validity.js";

/**
 * Builds a column of objects, kept as they are: not copied. Histograms are kept as their plain data.
 * What is not of the kind is missing.
 */
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
        values.push(toPlainData(value));
        valid.present();
        return;
      }
      if (value !== null && value !== undefined) mismatched++;
      values.push(0);
      valid.missing();
    },
    finish: (): ValueColumn => {
      const column = { kind, length: valid.length, valid: valid.take() };
      const items = kind === "list" ? itemsKind(values) : null;
      if (items === null) return { ...column, values: values.slice() };
      const lists = { ...column, values: values.map(toPlainList) };
      return items === "mixed" ? lists : { ...lists, items };
    },
  };
}

/** Columns cross threads, which functions and symbols can't. */
function isOfKind(value: unknown, kind: ValueColumn["kind"]): boolean {
  if (kind === "json") return typeof value !== "function" && typeof value !== "symbol";
  if (kind === "list") return isList(value);
  return typeof value === "object" && value !== null && !isList(value) && isOfHistogramKind(value, kind);
}

/** Whether a value is a list: an array or a typed array. */
export function isList(value: unknown): boolean {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** The kind of histogram that the items of lists are; `mixed` if others are among them, `null` if none is one. */
function itemsKind(lists: readonly unknown[]): HistogramColumnKind | "mixed" | null {
  const kinds = new Set<HistogramColumnKind | null>();
  for (const list of lists) {
    if (Array.isArray(list)) for (const item of list) if (item !== null) kinds.add(histogramKind(item));
  }
  const [kind = null, other] = kinds;
  return other === undefined ? kind : "mixed";
}

function toPlainList(list: unknown): unknown {
  return Array.isArray(list) ? list.map(toPlainData) : list;
}
