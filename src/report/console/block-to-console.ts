import type { Block, ComparisonBlock } from "../types.js";
import { checkToConsole } from "./checks-to-console.js";
import type { ConsoleOptions } from "./console-options.js";
import { figuresToConsole, figureToConsole } from "./figures-to-console.js";
import { paint } from "./paint.js";
import { plotToConsole } from "./plot-to-console.js";
import { proseToConsole } from "./prose-to-console.js";
import { provenanceToConsole } from "./provenance-to-console.js";
import { sequencesToConsole } from "./sequences-to-console.js";
import { tableToConsole } from "./table-to-console.js";
import { wrapText } from "./wrap-text.js";

/** Sets one block for a terminal, with an empty line after it; empty for what is not for reading. */
export function blockToConsole(block: Block, options: ConsoleOptions = {}): string {
  const { width = 100, color = false } = options;
  const text = toText(block, width, color);
  return text === "" ? "" : `${text}\n\n`;
}

function toText(block: Block, width: number, color: boolean): string {
  switch (block.type) {
    case "heading": {
      const text = wrapText(block.text, width);
      const rule = block.level === 2 ? `\n${"─".repeat(Math.min(width, block.text.length))}` : "";
      return `${block.level === 2 ? "\n" : ""}${paint(text, "bold", color)}${rule}`;
    }
    case "text":
      return proseToConsole(block.markdown, Math.min(width, 88));
    case "figures":
      return figuresToConsole(block, width, color);
    case "table":
      return tableToConsole(block, width, color);
    case "plot":
      return plotToConsole(block, width, color);
    case "check":
      return checkToConsole(block.check, width, color);
    case "comparison":
      return comparisonToConsole(block, width, color);
    case "sequences":
      return sequencesToConsole(block, width, color);
    case "provenance":
      return provenanceToConsole(block, width, color);
    case "notice": {
      const text = proseToConsole(block.markdown, Math.min(width, 88) - 4).replace(/^/gm, "  ! ");
      return paint(text, block.level === "warning" ? "yellow" : "dim", color);
    }
    case "compat":
      return "";
  }
}

function comparisonToConsole(block: ComparisonBlock, width: number, color: boolean): string {
  return [
    paint(block.title, "bold", color),
    paint("  as published", "dim", color),
    figureToConsole(block.published, width, color),
    paint("  corrected", "dim", color),
    figureToConsole(block.corrected, width, color),
    proseToConsole(block.because, Math.min(width, 88) - 2).replace(/^(?=.)/gm, "  "),
  ].join("\n");
}
