import { COUNTS, type ShownCount } from "./counts-of-text.js";

/**
 * Finds what a Vega-Lite specification counts: fields named for counts, the bars of whole numbers, the
 * number of values that boxes are made of. Points drawn one by one beside boxes are single values.
 */
export function countsOfSpec(spec: unknown): ShownCount[] {
  const found: ShownCount[] = [];
  walk(spec, (rows, mark) => {
    const isBar =
      mark !== "point" && rows.every(({ value }) => value === undefined || Number.isInteger(value));
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        const isNamed = "name" in row || "label" in row || "text" in row;
        if (COUNTS.test(name) || (name === "value" && isBar && isNamed)) {
          if (typeof value === "number") found.push({ count: value, what: `${name} in a plot` });
        } else if (name === "label") {
          for (const [, n] of JSON.stringify(value).matchAll(/\bn = ([\d,]+)/g)) {
            found.push({ count: Number((n ?? "").replaceAll(",", "")), what: "number of values in a plot" });
          }
        }
      }
      if (isSingleValue(row)) found.push({ count: 1, what: "single value in a plot" });
    }
  });
  return found;
}

type Row = Readonly<Record<string, unknown>>;

/** An outlier of a box: its row and its value, nothing else. */
function isSingleValue(row: Row): boolean {
  return Object.keys(row).sort().join() === "row,value";
}

/** Visits every list of rows in a specification, with the mark that they are drawn as. */
function walk(node: unknown, visit: (rows: Row[], mark: unknown) => void): void {
  if (typeof node !== "object" || node === null) return;
  const { data, datasets, mark } = node as { data?: { values?: unknown }; datasets?: object; mark?: unknown };
  const type = typeof mark === "object" && mark !== null ? (mark as { type?: unknown }).type : mark;
  for (const values of [data?.values, ...Object.values(datasets ?? {})]) {
    if (Array.isArray(values)) {
      visit(
        values.filter((row): row is Row => typeof row === "object" && row !== null),
        type,
      );
    }
  }
  for (const child of Object.values(node)) walk(child, visit);
}
