import { COUNTS, type ShownCount } from "./counts-of-text.js";
import { readingsOf } from "./readings-of.js";

/** Finds the counts in the tables of a page: whole numbers below a heading that is named for counts. */
export function countsOfPage(html: string): ShownCount[] {
  return [...html.matchAll(/<table\b[\s\S]*?<\/table>/gi)].flatMap(([table]) => {
    const rows = [...table.matchAll(/<tr\b[\s\S]*?<\/tr>/gi)].map(([row]) =>
      [...row.matchAll(/<t[dh]\b[\s\S]*?<\/t[dh]>/gi)].map(([cell]) => cell),
    );
    const [head = [], ...body] = rows;
    return head.flatMap((cell, i) => {
      const name = textOf(cell.replace(/<br[\s\S]*$/i, ""));
      if (!COUNTS.test(name)) return [];
      return body.flatMap((row) => toCount(textOf(row[i] ?? ""), name));
    });
  });
}

/** Finds the counts in frames that are printed as text: whole numbers that end below such a heading's end. */
export function countsOfPrint(text: string): ShownCount[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => {
    if (!/^frame of [\d,]+ rows? ×/.test(line)) return [];
    const head = lines[at + 1] ?? "";
    const rest = lines.slice(at + 3);
    const end = rest.findIndex((row) => !/^\s*(\d+|⋮)(\s|$)/.test(row));
    const body = end < 0 ? rest : rest.slice(0, end);
    return [...head.matchAll(/\S+/g)].flatMap(({ 0: name, index }) => {
      if (!COUNTS.test(name)) return [];
      const stop = index + name.length;
      return body.flatMap((row) => toCount(/\S*$/.exec(row.slice(0, stop))?.[0] ?? "", name));
    });
  });
}

function toCount(cell: string, name: string): ShownCount[] {
  const digits = cell.replaceAll(",", "");
  return /^\d+$/.test(digits) ? [{ count: Number(digits), what: `column ${JSON.stringify(name)}` }] : [];
}

function textOf(html: string): string {
  return (readingsOf(html).at(1) ?? html).trim();
}
