import type { Check } from "../validation/index.js";
import type { ReportDocument } from "./types.js";

/** The checks of a report, in the order they were written. */
export function checksOf(document: Pick<ReportDocument, "blocks">): Check[] {
  return document.blocks.flatMap((block) => (block.type === "check" ? [block.check] : []));
}
