import { isStorableText } from "../text/index.js";
import type { MergeRow } from "./types.js";

const LONGEST_NAME = 64;
const LONGEST_METRIC = 255;
const LONGEST_TEXT = 8192;
const NONE: MergeRow["dimensions"] = {};

/**
 * Why a row can't be stored, as it is counted; or null. Text comes from pings, and so from anyone.
 *
 * @param accepted - A row that can be stored: what is the same in this one is not looked at again.
 */
export function refusalOf(row: MergeRow, accepted: MergeRow | null = null): string | null {
  const { channel, version, date, dimensions, histogram } = row;
  if (date !== accepted?.date && !/^\d{8}$/.test(date)) return "date";
  if (channel !== accepted?.channel && !isName(channel, LONGEST_NAME)) return "channel or version";
  if (version !== accepted?.version && !isName(version, LONGEST_NAME)) return "channel or version";
  const { metric } = dimensions;
  const known = accepted?.dimensions ?? NONE;
  if (metric !== known["metric"] || metric === undefined) {
    if (typeof metric !== "string" || !isName(metric, LONGEST_METRIC)) return "metric";
  }
  for (const name in dimensions) {
    const value = dimensions[name];
    if (typeof value === "string" && value !== known[name] && !isValue(value)) return "text";
  }
  return histogram.length < 2 ? "histogram" : null;
}

function isName(text: string, longest: number): boolean {
  return text !== "" && text.length <= longest && isStorableText(text);
}

function isValue(text: string): boolean {
  return text.length <= LONGEST_TEXT && isStorableText(text);
}
