import { parseRecordsOptions } from "./records-plan.js";
import type { RecordsOptions } from "./types.js";

/** Says in a line each what options of a scan leave out of what a dataset holds. Names no ids. */
export function explainRecords(options: RecordsOptions): string[] {
  const { part } = parseRecordsOptions(options);
  const { limitFiles, sample = 1, sampleBy } = options;
  const lines: string[] = [];
  if (limitFiles !== undefined) lines.push(`reads only the first ${limitFiles} of the objects`);
  if (sampleBy === "file" && sample < 1) lines.push(`reads a sample of the objects, ${sample} of them`);
  if (part.sample !== null) lines.push(`keeps ${part.sample.percent} of 100 groups of clients`);
  for (const { path, values } of part.keep ?? []) {
    lines.push(`keeps pings whose ${path.join("/")} is one of ${values.length}`);
  }
  for (const { name } of part.require ?? []) lines.push(`drops pings without ${name}`);
  if (part.limitRecords !== null) lines.push(`stops after ${part.limitRecords} pings`);
  if (part.onBadRecord === "fail") lines.push("stops at the first damaged record");
  if (part.validate === false) lines.push("does not check JSON that nobody asked for");
  if (part.cache !== undefined)
    lines.push(`keeps columns in ${part.cache.folder}, and takes them from there`);
  return lines;
}
