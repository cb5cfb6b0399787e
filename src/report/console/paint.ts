const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** A way to show text on a terminal. */
export type Paint = keyof typeof CODES;

/** Wraps text in the terminal's escape sequences, or leaves it alone without `color`. */
export function paint(text: string, style: Paint, color: boolean): string {
  return color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}
