import type { MergeDayOptions } from "../../src/database/index.js";
import { aggregateRows } from "./aggregate-rows.js";

/** A small day, the same in every process. */
export function childDay(submissionDate: string): MergeDayOptions {
  return {
    submissionDate,
    source: "telemetry",
    recipe: "head",
    objects: [{ key: "a", fingerprint: submissionDate }],
    rows: aggregateRows({ submissionDate, channels: ["nightly"], metrics: ["GC_MS", "A_FLAG"] }),
  };
}
