const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** The part of standard output that is stepped into. */
interface Output {
  write: (...args: never[]) => boolean;
}

/**
 * Makes things of a class show themselves where a notebook's cell ends with one, or prints it. tslab
 * prints the last value of a cell with `console.log` and knows no other way; so what is asked there for
 * its text shows itself instead, gives an empty one, and the empty line that follows is held back.
 *
 * @param prototype - The class's; its way to be printed is replaced. Within other things it stays.
 * @param show - Shows one of them.
 * @param output - Standard output.
 */
export function showAsLastExpression<Thing extends object>(
  prototype: Thing,
  show: (thing: Thing) => void,
  output: Output,
): void {
  const print = Reflect.get(prototype, INSPECT) as (this: Thing, ...args: unknown[]) => string;
  Object.defineProperty(prototype, INSPECT, {
    configurable: true,
    value(this: Thing, depth: number, options: { depth?: number }, ...rest: unknown[]): string {
      const isOnItsOwn = depth === options?.depth;
      if (!isOnItsOwn || !isCalledByLog()) return print.call(this, depth, options, ...rest);
      show(this);
      holdBackEmptyLine(output);
      return "";
    },
  });
}

/** Whether what runs was called by `console.log`, and not by a program that wants the text. */
function isCalledByLog(): boolean {
  return /\bat console\.log \(/.test(new Error().stack ?? "");
}

function holdBackEmptyLine(output: Output): void {
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
