import { textWidth } from "./text-width.js";

/** Cuts a text to a width, the last character being an ellipsis if something is lost. */
export function cutText(text: string, width: number): string {
  if (text.length <= width && textWidth(text) <= width) return text;
  let cut = "";
  let taken = 0;
  for (const character of text) {
    const next = textWidth(character);
    if (taken + next > width - 1) break;
    cut += character;
    taken += next;
  }
  return textWidth(text) <= width ? text : `${cut}…`;
}
