/** Options of {@link toPythonTuples}. */
export interface PythonTuplesOptions {
  /** Whether strings are Python 2 `unicode`, printed with a `u` before them. @defaultValue false */
  readonly isUnicode?: boolean;
}

/**
 * Prints sequences of strings as IPython prints a list of tuples: one tuple a line, or one string
 * a line where a tuple would pass 79 columns.
 *
 * @example
 * toPythonTuples([["a", "b"], ["c"]]); // "[('a', 'b'),\n ('c',)]"
 */
export function toPythonTuples(
  sequences: Iterable<readonly string[]>,
  { isUnicode = false }: PythonTuplesOptions = {},
): string {
  const tuples = [...sequences].map((sequence) => {
    const items = sequence.map((item) => (isUnicode ? "u" : "") + quote(item));
    const tail = items.length === 1 ? ",)" : ")";
    const line = `(${items.join(", ")}${tail}`;
    // One column for the list's bracket, one for the comma after the tuple.
    return line.length + 2 <= 79 ? line : `(${items.join(",\n  ")}${tail}`;
  });
  return `[${tuples.join(",\n ")}]`;
}

function quote(text: string): string {
  const escaped = text.replace(/\\/g, "\\\\");
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`;
}
