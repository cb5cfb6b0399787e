import { stripVTControlCharacters } from "node:util";
import { type Output, textOf } from "./ipynb.js";

/** What went wrong in a cell. */
export interface CellFailure {
  readonly message: string;
  /** The line of the cell that it is about, from 1; `null` if the kernel did not say. */
  readonly line: number | null;
}

/**
 * Finds what went wrong in a failed cell. tslab says it on standard error only: errors of types with
 * their places, or an error as Node prints it, whose stack is that of the compiled cell.
 */
export function messageOf(outputs: readonly Output[]): CellFailure {
  const pieces = outputs
    .filter((output) => output.output_type === "stream" && output["name"] === "stderr")
    .map((output) => textOf(output["text"] as string));
  const text = stripVTControlCharacters(pieces.join("")).trimEnd();
  const typed = [...text.matchAll(/^(?:\S+ )?(\d+):\d+ - (.*)$/gm)];
  const [first] = typed;
  if (first !== undefined)
    return { message: typed.map(([, , message]) => message).join("; "), line: Number(first[1]) };
  const lines = text.split("\n");
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  const frame = lines.findLastIndex((line, i) => (stack === -1 || i < stack) && /^\s*\^+\s*$/.test(line));
  const said = lines.slice(frame + 1, stack === -1 ? undefined : stack).filter((line) => line.trim() !== "");
  const start = said.findLastIndex((line) => /^(?:[A-Z]\w*)?(?:Error|Exception)\b/.test(line));
  const message = said.slice(Math.max(0, start)).join("\n").trim();
  return { message: message === "" ? "the kernel did not say why" : message, line: null };
}
