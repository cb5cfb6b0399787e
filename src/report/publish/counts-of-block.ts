import type { Figure } from "../../validation/index.js";
import type { Block, TableBlock } from "../types.js";
import { countsOfSpec } from "./counts-of-spec.js";
import { COUNTS, countsOfText, type ShownCount } from "./counts-of-text.js";

/** Finds what a block of a report counts, and what can be worked out from it: of a part, also the rest. */
export function countsOfBlock(block: Block): ShownCount[] {
  switch (block.type) {
    case "figures":
      return block.figures.flatMap(countsOfFigure);
    case "comparison":
      return [...countsOfFigure(block.published), ...countsOfFigure(block.corrected)];
    case "check":
      return countsOfFigure(block.check.ratio);
    case "table":
      return countsOfTable(block);
    case "plot":
      return countsOfSpec(block.spec);
    case "sequences": {
      const { groups, hidden, unit } = block;
      const shown = groups.map(({ count }) => ({ count, what: `${unit} with a sequence` }));
      return hidden.groups === 0
        ? shown
        : [...shown, { count: hidden.total, what: `${unit} with a hidden sequence` }];
    }
    case "text":
    case "notice":
      return countsOfText(block.markdown);
    case "heading":
      return countsOfText(block.text);
    case "provenance":
    case "compat":
      return [];
  }
}

function countsOfFigure(figure: Figure): ShownCount[] {
  const { name } = figure;
  if (figure.kind === "ratio") {
    const { n, d } = figure;
    return [
      { count: n, what: `n of ${JSON.stringify(name)}` },
      // Of a whole without parts nothing is told.
      ...(n === 0 ? [] : [{ count: d - n, what: `the rest of ${JSON.stringify(name)}` }]),
    ];
  }
  const isCount = figure.unit === "" || COUNTS.test(figure.unit);
  return isCount && Number.isInteger(figure.value)
    ? [{ count: figure.value ?? 0, what: JSON.stringify(name) }]
    : [];
}

function countsOfTable({ columns, rows }: TableBlock): ShownCount[] {
  return columns.flatMap(({ name }, i) => {
    if (!COUNTS.test(name)) return [];
    return rows.flatMap((row) => {
      const cell = row[i];
      return typeof cell === "number" ? [{ count: cell, what: `column ${JSON.stringify(name)}` }] : [];
    });
  });
}
