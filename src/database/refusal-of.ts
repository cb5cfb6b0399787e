import { isStorableText } from "../text/index.js";
import type { MergeRow } from "./types.js";

const LONGEST_NAME = 64;
const LONGEST_METRIC = 255;
const LONGEST_TEXT = 8192;

/** Why a row can't be stored, as it is counted; or null. Text comes from pings, and so from anyone. */
export function refusalOf({ channel, version, date, dimensions, histogram }: MergeRow): string | null {
  if (!/^\d{8}$/.test(date)) return "date";
  if (!isName(channel, LONGEST_NAME) || !isName(version, LONGEST_NAME)) return "channel or version";
  const { metric } = dimensions;
  if (typeof metric !== "string" || !isName(metric, LONGEST_METRIC)) return "metric";
  for (const value of Object.values(dimensions)) {
    if (typeof value === "string" && !isValue(value)) return "text";
  }
  return histogram.length < 2 ? "histogram" : null;
}

function isName(text: string, longest: number): boolean {
  return text !== "" && text.length <= longest && isStorableText(text);
}

function isValue(text: string): boolean {
  return text.length <= LONGEST_TEXT && isStorableText(text);
}
