import type { ConsoleOptions } from "../console/console-options.js";
import { hideIdentifiers } from "../hide-identifiers.js";
import type { Notebook } from "../notebook.js";
import { slugOf } from "../slug-of.js";
import { bundlesOf } from "./bundles-of.js";
import type { DisplayOptions } from "./display-options.js";
import type { Kernel } from "./kernel.js";
import { kernelOfDisplay } from "./kernel-of-display.js";
import { parseShown, type Shown } from "./parse-shown.js";
import { textOf } from "./text-of.js";

/** Where things are shown. */
export interface ShowTarget extends ConsoleOptions {
  /** The report that is being written, which what is shown becomes a part of; `null` if none is. */
  readonly notebook: Pick<Notebook, "show" | "figure" | "check"> | null;
  /** The notebook kernel that this process is, or `null`. */
  readonly kernel: Kernel | null;
  /** Takes the console form, where there is neither. */
  readonly write: (text: string) => void;
}

/**
 * Shows a frame, a plot or a figure wherever the program runs: as part of the report that is being
 * written, else as a rich output of the notebook's cell, else as text on the console. It is there when
 * this returns.
 *
 * @throws {TypeError} If it is nothing that can be shown, such as a promise.
 */
export function showThing(thing: object, options: DisplayOptions, target: ShowTarget): void {
  const shown = parseShown(thing, options.title);
  if (target.notebook !== null && addTo(target.notebook, shown, options)) return;
  const kernel = options.display === undefined ? target.kernel : kernelOfDisplay(options.display);
  if (kernel === null) target.write(`${textOf(shown, options, target)}\n`);
  else for (const bundle of bundlesOf(shown, options)) kernel.display(bundle);
}

/** Adds it to the report if it is something that reports have. */
function addTo(
  notebook: NonNullable<ShowTarget["notebook"]>,
  shown: Shown,
  options: DisplayOptions,
): boolean {
  const { rows, reveal: _, display: __, ...titles } = options;
  if (shown.as === "frame") {
    notebook.show(shown.frame, { ...titles, ...(rows === undefined ? {} : { maxRows: Math.max(2, rows) }) });
  } else if (shown.as === "plot") notebook.show(shown.plot, titles);
  else if (shown.as === "check") notebook.check(shown.check);
  else if (shown.as === "figure") {
    const { id, name } = shown.figure;
    notebook.figure(id ?? slugOf(hideIdentifiers(name).value, new Set()), shown.figure);
  } else return false;
  return true;
}
