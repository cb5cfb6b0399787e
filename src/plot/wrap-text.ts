import { textWidth } from "./text-width.js";

/** Breaks a text into lines of at most `width` pixels, at spaces where there are any. */
export function wrapText(
  text: string,
  width: number,
  fontSize: number,
  weight: "normal" | "bold" = "normal",
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, fontSize, weight) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
    line = splitWord(line, width, fontSize, weight, lines);
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** Shortens a text to at most `maxLines` lines of `width` pixels, with an ellipsis where it was cut. */
export function fitText(text: string, width: number, fontSize: number, maxLines: number): string[] {
  const lines = wrapText(text, width, fontSize);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  let last = [...kept[maxLines - 1]!];
  while (last.length > 0 && textWidth(`${last.join("")}…`, fontSize) > width) last = last.slice(0, -1);
  return [...kept.slice(0, -1), `${last.join("")}…`];
}

/** Moves what a single word has too much to lines of its own, and returns the rest. */
function splitWord(
  word: string,
  width: number,
  fontSize: number,
  weight: "normal" | "bold",
  lines: string[],
): string {
  let rest = [...word];
  while (rest.length > 1 && textWidth(rest.join(""), fontSize, weight) > width) {
    let length = rest.length - 1;
    while (length > 1 && textWidth(rest.slice(0, length).join(""), fontSize, weight) > width) length -= 1;
    lines.push(rest.slice(0, length).join(""));
    rest = rest.slice(length);
  }
  return rest.join("");
}
