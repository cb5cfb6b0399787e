import type { ReportDocument } from "../types.js";

/**
 * Gives the lines that a notebook recorded for comparison with the published output, in order.
 * Ends with a line feed unless there are none.
 *
 * @example
 * const notebook = openNotebook({ title: "Pings" });
 * notebook.compat("'new-profile' pings:\t21.87%");
 * toCompat(await notebook.finish()); // "'new-profile' pings:\t21.87%\n"
 */
export function toCompat(document: ReportDocument): string {
  return document.blocks.flatMap((block) => (block.type === "compat" ? [`${block.text}\n`] : [])).join("");
}
