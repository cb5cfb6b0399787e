import { verdictOf } from "../../validation/index.js";
import { checksOf } from "../checks-of.js";
import { checksToConsole } from "../console/checks-to-console.js";
import { badgeToHTML } from "../html/badge-to-html.js";
import { checksToHTML } from "../html/check-to-html.js";
import type { Session } from "../session.js";
import type { Block } from "../types.js";
import { blockBundle } from "./block-bundle.js";
import { inlineStyles } from "./inline-styles.js";
import { keepQuiet } from "./keep-quiet.js";
import type { Kernel } from "./kernel.js";
import type { Output } from "./print-in-place.js";

/**
 * The session of a report that is written in a notebook: each block is shown below the cell that writes
 * it, charts with their pictures, and the verdict where the report ends. The title and the headings are
 * left to the notebook's cells.
 *
 * @param output - Standard output.
 */
export function kernelSession(kernel: Kernel, output: Output): Session {
  let previous: Block | undefined;
  return {
    onReturn: (value) => keepQuiet(value, kernel, output),
    onBlock: (block) => {
      const bundle = blockBundle(block, previous);
      if (block.type !== "compat") previous = block;
      if (bundle !== null) kernel.display(bundle);
    },
    onFinish: (document) => {
      const checks = checksOf(document);
      if (checks.length === 0) return;
      const heading = `<p><strong>Expectations</strong> ${badgeToHTML(verdictOf(checks))}</p>`;
      kernel.display({
        "text/html": inlineStyles(heading + checksToHTML(checks)),
        "text/plain": checksToConsole(checks, 100, false),
      });
    },
  };
}
