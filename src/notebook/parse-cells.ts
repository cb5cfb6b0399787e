import type { Cell } from "./cell.js";
import { NotebookError } from "./notebook-error.js";

const MARK = /^\/\/ %%(?:\s+\[(markdown|code)\])?(?:\s+tags=(\[[^\]]*\]))?\s*$/;

/**
 * Parses a source in percent cells: `// %%` starts a cell of code, `// %% [markdown]` one of prose,
 * whose lines are comments. Either may name tags: `// %% tags=["parameters"]`. Empty lines around a
 * cell's text don't belong to it, and a cell without text is no cell.
 *
 * @param file - The name that errors give the source.
 * @throws {NotebookError} If a mark is not of that form, something stands before the first mark, or a
 *   line of prose is not a comment.
 *
 * @example
 * parseCells("// %% [markdown]\n// # Pings\n\n// %%\nconst days = 7;\n", "pings.ts").map((cell) => cell.source);
 * // ["# Pings", "const days = 7;"]
 */
export function parseCells(text: string, file: string): Cell[] {
  const cells: { type: Cell["type"]; tags: readonly string[]; lines: string[]; line: number }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = { file, line: index + 1 };
    if (/^\/\/\s*%%/.test(line)) {
      const [whole, type = "code", tags] = MARK.exec(line) ?? [];
      if (whole === undefined) {
        throw new NotebookError(
          `unknown kind of cell, got ${JSON.stringify(line)}; write // %%, // %% [markdown] or // %% tags=["name"]`,
          place,
        );
      }
      cells.push({ type: type as Cell["type"], tags: parseTags(tags, place), lines: [], line: index + 2 });
      continue;
    }
    const cell = cells.at(-1);
    if (cell === undefined) {
      if (line.trim() === "" || line.startsWith("#!")) continue;
      throw new NotebookError("text before the first cell; start the source with // %%", place);
    }
    cell.lines.push(cell.type === "code" ? line : proseOf(line, place));
  }
  return cells.flatMap(({ type, tags, lines, line }) => {
    const start = lines.findIndex((text) => text.trim() !== "");
    if (start === -1) return [];
    const end = lines.findLastIndex((text) => text.trim() !== "") + 1;
    return [{ type, tags, source: lines.slice(start, end).join("\n"), line: line + start }];
  });
}

function proseOf(line: string, place: { file: string; line: number }): string {
  if (line.trim() === "") return "";
  const prose = /^\/\/ ?(.*)$/.exec(line)?.[1];
  if (prose === undefined) {
    throw new NotebookError(
      "a line of prose must be a comment; start it with // or a cell of code with // %%",
      place,
    );
  }
  return prose;
}

function parseTags(text: string | undefined, place: { file: string; line: number }): readonly string[] {
  if (text === undefined) return [];
  try {
    const tags = JSON.parse(text) as unknown;
    if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string")) return tags as string[];
  } catch {}
  throw new NotebookError(`tags must be a JSON list of strings, got ${JSON.stringify(text)}`, place);
}
