// The advance widths of DejaVu Sans, in thousandths of the font size, from U+0020 to U+007E.
const ADVANCES: readonly number[] = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
  295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
  500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
  392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/**
 * Measures a text as DejaVu Sans sets it, in pixels. Vega without a canvas only guesses, by up to half
 * as much again, so margins are computed from this instead.
 *
 * Bold is at most 1.14 times as wide. Beyond ASCII letters count 0.65, and signs and ideographs
 * (from U+2010 on) 1 times the font size, which is never too little.
 */
export function textWidth(text: string, fontSize: number, weight: "normal" | "bold" = "normal"): number {
  let width = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    width += ADVANCES[code - 32] ?? (code < 0x2010 ? 650 : 1000);
  }
  return (width * fontSize * (weight === "bold" ? 1.14 : 1)) / 1000;
}
