/** Where Node.js, and so tslab, asks an object how it is printed. */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as typeof INSPECT;

/** The part of standard output that is stepped into. */
export interface Output {
  write: (...args: never[]) => boolean;
}

/**
 * Whether an object that is asked for its text stands alone in a call of `console.log`, which is also how
 * tslab prints the last value of a cell; and not within another object, or in a program that wants the text.
 *
 * @param depth - What the object was asked with.
 */
export function isPrintedAlone(depth: number, options: { readonly depth?: number } | undefined): boolean {
  return depth === options?.depth && /\bat console\.log \(/.test(new Error().stack ?? "");
}

/** Holds back the line feed that follows when an object printed alone gives an empty text. */
export function holdBackEmptyLine(output: Output): void {
  const { write } = output;
  const step: Output["write"] = (...args) => {
    restore();
    return String(args[0]) === "\n" ? true : write.apply(output, args);
  };
  const restore = (): void => {
    if (output.write === step) output.write = write;
  };
  output.write = step;
  // The line is written before anything else runs; if it is not, nothing is to be held back.
  queueMicrotask(restore);
}
