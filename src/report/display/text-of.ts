import { blockToConsole } from "../console/block-to-console.js";
import type { ConsoleOptions } from "../console/console-options.js";
import { toConsole } from "../console/to-console.js";
import { hideIdentifiers } from "../hide-identifiers.js";
import type { DisplayOptions } from "./display-options.js";
import type { Shown } from "./parse-shown.js";
import { plotBlock } from "./plot-block.js";

/** Says something in words, as a terminal shows it. Does not end with a line feed. */
export function textOf(shown: Shown, options: DisplayOptions, layout: ConsoleOptions = {}): string {
  switch (shown.as) {
    case "frame": {
      const { title, caption } = options;
      const table = shown.frame.toString({ ...options, width: layout.width ?? 100 });
      return [title, table, caption].filter((line) => line !== undefined).join("\n");
    }
    case "plot":
      return (
        shown.text ?? blockToConsole(hideIdentifiers(plotBlock(shown.plot, options)).value, layout).trimEnd()
      );
    case "figure": {
      const { figure } = shown;
      return blockToConsole(
        { type: "figures", title: null, caption: null, figures: [figure] },
        layout,
      ).trimEnd();
    }
    case "check":
      return blockToConsole({ type: "check", check: shown.check }, layout).trimEnd();
    case "document":
      return toConsole(shown.document, layout).trimEnd();
    case "text":
      return shown.text;
  }
}
