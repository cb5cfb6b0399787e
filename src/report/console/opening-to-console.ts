import type { ConsoleOptions } from "./console-options.js";
import { paint } from "./paint.js";
import { wrapText } from "./wrap-text.js";

/** Sets a report's title and summary. */
export function openingToConsole(
  { title, summary }: { readonly title: string; readonly summary: string | null },
  { width = 100, color = false }: ConsoleOptions = {},
): string {
  const rule = "═".repeat(Math.min(width, title.length));
  const lede = summary === null ? "" : `\n${wrapText(summary, Math.min(width, 88))}\n`;
  return `${paint(wrapText(title, width), "bold", color)}\n${rule}\n${lede}\n`;
}
