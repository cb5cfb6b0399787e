import type { Column } from "../types.js";
import { appendBatch } from "./append-batch.js";
import { asciiText } from "./ascii-text.js";
import { booleanBuilder } from "./boolean-builder.js";
import type { ColumnBuilder } from "./column-builder.js";
import { columnValues } from "./column-values.js";
import { histogramKind } from "./histogram-kind.js";
import { integerBuilder } from "./integer-builder.js";
import { numberBuilder } from "./number-builder.js";
import { stringBuilder } from "./string-builder.js";
import { isList, valueBuilder } from "./value-builder.js";

/**
 * Builds a column of the kind that its values turn out to have; `json` if they have several.
 * Functions and symbols are missing.
 */
export function inferBuilder(): ColumnBuilder {
  let kind: Inferred | null = null;
  let builder: ColumnBuilder = numberBuilder();
  let mismatched = 0;

  const settle = (next: Inferred): void => {
    const before: Column = builder.finish();
    const isFirst = kind === null;
    kind = isFirst ? next : "json";
    if (isFirst && kind === "f64") return;
    builder = builders[kind]();
    for (const value of columnValues(before)) builder.append(value);
  };

  return {
    get length() {
      return builder.length;
    },
    get mismatched() {
      return mismatched;
    },
    append: (value) => {
      if (value !== null && value !== undefined) {
        const next = kindOf(value);
        if (next === null) {
          mismatched++;
          builder.append(null);
          return;
        }
        if (next !== kind && kind !== "json") settle(next);
      }
      builder.append(value);
    },
    appendAscii: (bytes, start, end) => {
      if (kind !== "string" && kind !== "json") settle("string");
      if (builder.appendAscii !== undefined) builder.appendAscii(bytes, start, end);
      else builder.append(asciiText(bytes, start, end));
    },
    appendBatch: (batch) => {
      const next = batch.sort === "numbers" ? "f64" : "string";
      if (batch.missing < batch.length && next !== kind && kind !== "json") settle(next);
      appendBatch(builder, batch);
    },
    finish: () => builder.finish(),
  };
}

type Inferred = keyof typeof builders;

const builders = {
  f64: numberBuilder,
  i64: integerBuilder,
  bool: booleanBuilder,
  string: stringBuilder,
  list: () => valueBuilder("list"),
  histogram: () => valueBuilder("histogram"),
  "keyed-histogram": () => valueBuilder("keyed-histogram"),
  json: () => valueBuilder("json"),
};

function kindOf(value: unknown): Inferred | null {
  switch (typeof value) {
    case "number":
      return "f64";
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "bigint":
      return BigInt.asIntN(64, value) === value ? "i64" : "json";
    case "object":
      return isList(value) ? "list" : (histogramKind(value) ?? "json");
    default:
      return null;
  }
}
