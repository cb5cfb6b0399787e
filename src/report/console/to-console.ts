import { checksOf } from "../checks-of.js";
import type { ReportDocument } from "../types.js";
import { blockToConsole } from "./block-to-console.js";
import { checksToConsole } from "./checks-to-console.js";
import type { ConsoleOptions } from "./console-options.js";
import { openingToConsole } from "./opening-to-console.js";

/**
 * Renders a report as text for a terminal, the verdicts at the end, where a terminal's reader looks.
 *
 * @example
 * const document = await openNotebook({ title: "Pings" }).finish();
 * toConsole(document); // "Pings\n═════\n\n"
 */
export function toConsole(document: ReportDocument, options: ConsoleOptions = {}): string {
  const { width = 100, color = false } = options;
  const checks = checksOf(document);
  return [
    openingToConsole(document, options),
    ...document.blocks.map((block) => blockToConsole(block, options)),
    checks.length === 0 ? "" : `\n${checksToConsole(checks, width, color)}\n`,
  ].join("");
}
