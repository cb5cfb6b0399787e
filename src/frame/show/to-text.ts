import { quoteValue } from "../quote-value.js";
import type { Table } from "../types.js";
import { amount } from "./amount.js";
import { cutText } from "./cut-text.js";
import { type ShownColumn, type ShowOptions, showTable } from "./shown-table.js";
import { textWidth } from "./text-width.js";

/** Options of {@link Frame.toString}. */
export interface TextOptions extends ShowOptions {
  /** The longest line, in terminal columns. Columns that do not fit are named below. @defaultValue 100 */
  readonly width?: number;
}

const widestCell = 40;
const gap = "  ";

/** A table as lines of text: its shape, names, kinds, and head and tail with numbers aligned right. */
export function toText(table: Table, options: TextOptions = {}): string {
  const { width = 100 } = options;
  if (!(typeof width === "number" && width >= 0)) {
    throw new RangeError(`width must be 0 or more, got ${quoteValue(width)}`);
  }
  const shown = showTable(table, options);
  const hasGap = shown.headRows < shown.rows.length || shown.rows.length < table.length;
  const withGap = (texts: readonly string[], filler: string): string[] =>
    hasGap ? [...texts.slice(0, shown.headRows), filler, ...texts.slice(shown.headRows)] : [...texts];

  const numbers = align(["", "", ...withGap(shown.rows.map(String), "⋮")], true);
  let used = textWidth(numbers[0] ?? "");
  const blocks: string[][] = [numbers];
  const left: ShownColumn[] = [];
  for (const column of shown.columns) {
    const texts = [column.name, column.kind, ...withGap(column.cells, "⋮")];
    const block = align(
      texts.map((text) => cutText(text, widestCell)),
      column.isNumeric,
    );
    const blockWidth = gap.length + textWidth(block[0] ?? "");
    if (left.length > 0 || (used + blockWidth > width && blocks.length > 1)) left.push(column);
    else {
      blocks.push(block);
      used += blockWidth;
    }
  }
  const lines = numbers.map((_, line) =>
    blocks
      .map((block) => block[line]!)
      .join(gap)
      .trimEnd(),
  );
  return [shown.shape, ...(table.data.size === 0 ? [] : lines), ...omitted(left, width)].join("\n");
}

function align(texts: readonly string[], isRight: boolean): string[] {
  const widths = texts.map(textWidth);
  const width = Math.max(0, ...widths);
  return texts.map((text, i) => {
    const space = " ".repeat(width - widths[i]!);
    return isRight ? space + text : text + space;
  });
}

function omitted(columns: readonly ShownColumn[], width: number): string[] {
  if (columns.length === 0) return [];
  const names = columns.map(({ name, kind }) => `${name} (${kind})`).join(", ");
  return [cutText(`… and ${amount(columns.length, "more column")}: ${names}`, Math.max(width, 40))];
}
