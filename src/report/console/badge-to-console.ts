import type { Verdict } from "../../validation/index.js";
import { type Paint, paint } from "./paint.js";

const MARKS: Record<Verdict, [mark: string, style: Paint]> = {
  pass: ["✓", "green"],
  fail: ["✕", "red"],
  inconclusive: ["≈", "yellow"],
  "no data": ["∅", "dim"],
};

/** The widest badge, in characters. */
export const BADGE_WIDTH = 14;

/** Shows a verdict as a sign and a word, padded to {@link BADGE_WIDTH}. */
export function badgeToConsole(verdict: Verdict, color: boolean): string {
  const [mark, style] = MARKS[verdict];
  return paint(`${mark} ${verdict}`.padEnd(BADGE_WIDTH), style, color);
}
