import { type Ipynb, type IpynbCell, textOf } from "./ipynb.js";

/**
 * Compares two notebooks cell by cell, outputs byte by byte, and says where they first differ.
 *
 * @param stored - The one to be judged, as {@link formatIpynb} wrote it.
 * @param fresh - What it should be, written the same way.
 * @returns A sentence that names the cell, the output and the first line that differs; `null` if they are the same.
 */
export function findDifference(stored: Ipynb, fresh: Ipynb): string | null {
  let code = 0;
  for (let i = 0; i < Math.max(stored.cells.length, fresh.cells.length); i++) {
    const [a, b] = [stored.cells[i], fresh.cells[i]];
    if (a?.cell_type === "code" || (a === undefined && b?.cell_type === "code")) code++;
    const name = (a ?? b)?.cell_type === "code" ? `cell ${code}` : `prose after cell ${code}`;
    if (a === undefined) return `${name} is missing`;
    if (b === undefined) return `${name} should not be there`;
    const difference = compareCells(a, b);
    if (difference !== null) return `${name}: ${difference}`;
  }
  return JSON.stringify(stored.metadata) === JSON.stringify(fresh.metadata)
    ? null
    : "the notebook's metadata differ";
}

function compareCells(a: IpynbCell, b: IpynbCell): string | null {
  if (a.cell_type !== b.cell_type || textOf(a.source) !== textOf(b.source)) {
    return `text differs at ${firstLine(textOf(a.source), textOf(b.source))}`;
  }
  if (JSON.stringify(a.metadata) !== JSON.stringify(b.metadata) || a.id !== b.id)
    return "metadata or id differ";
  if (a.execution_count !== b.execution_count)
    return `execution count is ${a.execution_count}, not ${b.execution_count}`;
  const [stored, fresh] = [a.outputs ?? [], b.outputs ?? []];
  for (let i = 0; i < Math.max(stored.length, fresh.length); i++) {
    const [one, other] = [stored[i], fresh[i]];
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    if (one === undefined) return `output ${i + 1} is missing`;
    if (other === undefined) return `output ${i + 1} should not be there`;
    return `output ${i + 1} differs at ${firstLine(pretty(one), pretty(other))}`;
  }
  return null;
}

/** An output with its text in lines, as it lies in the file. */
function pretty(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

function firstLine(a: string, b: string): string {
  const [stored, fresh] = [a.split("\n"), b.split("\n")];
  const line = stored.findIndex((text, i) => text !== fresh[i]);
  const at = line === -1 ? stored.length : line;
  const show = (text: string | undefined, from: number): string =>
    text === undefined ? "nothing" : JSON.stringify(text.slice(from, from + 100).trim());
  const [was, is] = [stored[at] ?? "", fresh[at] ?? ""];
  let same = 0;
  while (same < was.length && was[same] === is[same]) same++;
  const from = Math.max(0, same - 40);
  return `line ${at + 1}: stored ${show(stored[at], from)}, now ${show(fresh[at], from)}`;
}
