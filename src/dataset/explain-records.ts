import { parseRecordsOptions } from "./records-plan.js";
import type { RecordsOptions } from "./types.js";

/** Says in a line each what options of a scan leave out of what a dataset holds. Names no ids. */
export function explainRecords(options: RecordsOptions): string[] {
  const { reading } = parseRecordsOptions(options);
  const { limitFiles, sample = 1, sampleBy } = options;
  const lines: string[] = [];
  if (limitFiles !== undefined) lines.push(`reads only the first ${limitFiles} of the objects`);
  if (sampleBy === "file" && sample < 1) lines.push(`reads a sample of the objects, ${sample} of them`);
  if (reading.sample !== null) lines.push(`keeps ${reading.sample.percent} of 100 groups of clients`);
  for (const { path, values } of reading.keep ?? []) {
    lines.push(`keeps pings whose ${path.join("/")} is one of ${values.length}`);
  }
  for (const { name } of reading.require ?? []) lines.push(`drops pings without ${name}`);
  if (reading.limitRecords !== null) lines.push(`stops after ${reading.limitRecords} pings`);
  if (reading.onBadRecord === "fail") lines.push("stops at the first damaged record");
  if (reading.validate === false) lines.push("does not check JSON that nobody asked for");
  if (reading.cache !== undefined)
    lines.push(`keeps columns in ${reading.cache.folder}, and takes them from there`);
  return lines;
}
