/**
 * Sets rows of cells in columns, each as wide as its widest cell, two spaces apart. Spaces at line
 * ends are dropped.
 *
 * @param aligns - For each column, where its cells stand.
 * @param gaps - What stands before each column. @defaultValue two spaces
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  aligns: readonly ("left" | "right")[],
  gaps: readonly string[] = [],
): string[] {
  const widths = aligns.map((_, i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    aligns
      .map((align, i) => {
        const width = widths[i] ?? 0;
        const cell = align === "right" ? (row[i] ?? "").padStart(width) : (row[i] ?? "").padEnd(width);
        return (gaps[i] ?? "  ") + cell;
      })
      .join("")
      .trimEnd(),
  );
}
