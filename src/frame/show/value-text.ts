import { Histogram, isHistogramData, KeyedHistogram } from "../../histogram/index.js";
import { amount } from "./amount.js";

/** How many items of a list or object are shown; more would not fit a cell. */
const shownItems = 20;
/** Levels of lists and objects within each other that are shown; a ping may have thousands. */
const deepest = 5;
/** Text beyond this is not looked at; cells are cut far sooner. */
const shownCharacters = 400;

/** A value as one line of text, with nothing in it that could move the cursor or turn the line around. */
export function valueText(value: unknown, depth = 0): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string")
    return isAmbiguous(value) ? JSON.stringify(harmless(value)) : harmless(value);
  if (typeof value === "object") return depth > deepest ? "…" : objectText(value, depth + 1);
  return String(value);
}

/** A text with control and direction characters written as escapes. */
function harmless(text: string): string {
  return text
    .slice(0, shownCharacters)
    .replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
      if (character === "\n") return "\\n";
      if (character === "\t") return "\\t";
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
}

/** Whether a string, shown without quotes, could be taken for something else or for nothing. */
function isAmbiguous(text: string): boolean {
  return text === "" || text === "null" || text !== text.trim();
}

function objectText(value: object, depth: number): string {
  if (isHistogramData(value)) return histogramText(new Histogram(value));
  if (value instanceof KeyedHistogram) return keyedText(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>).slice(0, shownItems);
    const more = (value as ArrayLike<unknown>).length > shownItems ? ", …" : "";
    return `[${items.map((item) => valueText(item, depth)).join(", ")}${more}]`;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  const properties = Object.entries(value);
  const shown = properties
    .slice(0, shownItems)
    .map(([name, item]) => `${harmless(name)}: ${valueText(item, depth)}`);
  return `{${shown.join(", ")}${properties.length > shownItems ? ", …" : ""}}`;
}

function histogramText(histogram: Histogram): string {
  const mean = histogram.mean();
  return `Histogram(n=${histogram.count}${mean === null ? "" : `, mean=${Number(mean.toPrecision(4))}`})`;
}

function keyedText(keyed: KeyedHistogram): string {
  return `KeyedHistogram(${amount(keyed.size, "label")})`;
}
