/** Why something can't be published, and where it stands. Never holds what was found. */
export interface Finding {
  /**
   * `identifier`: a client or document id. `small group`: a count that stands for fewer clients than may be
   * shown. `opaque`: something that can't be looked into, such as a picture without its drawing.
   */
  readonly rule: "identifier" | "small group" | "opaque";
  /** Where it stands, such as `cell 3, output 1 (text/html)`. Cells and blocks are counted from 1. */
  readonly where: string;
  readonly what: string;
}

/** Sets findings as lines, each place once. */
export function formatFindings(findings: readonly Finding[]): string {
  const lines = findings.map(({ where, what, rule }) => `  ${where}: ${what} (${rule})`);
  return [...new Set(lines)].join("\n");
}
