import { textWidth } from "./text-width.js";
import { INK, LINE, SIZE } from "./theme.js";

/** How wide the longest line of some row labels is, with its distance from the data, in pixels. */
export function labelRoom(labels: readonly (readonly string[])[]): number {
  return Math.max(0, ...labels.flat().map((line) => textWidth(line, SIZE.label))) + 10;
}

/** A layer that writes `label`, a list of lines, to the left of each row, level with its middle. */
export function rowLabels(data: object, y: object): object {
  return {
    data,
    mark: {
      type: "text",
      align: "right",
      baseline: "middle",
      fontSize: SIZE.label,
      color: INK.text,
      lineHeight: LINE.label,
      x: -8,
      // Vega aligns the first line only.
      dy: { expr: `${-LINE.label / 2} * (datum.label.length - 1)` },
    },
    encoding: { y, text: { field: "label" } },
  };
}
