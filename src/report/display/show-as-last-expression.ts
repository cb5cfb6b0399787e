import { holdBackEmptyLine, INSPECT, isPrintedAlone, type Output } from "./print-in-place.js";

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
      if (!isPrintedAlone(depth, options)) return print.call(this, depth, options, ...rest);
      show(this);
      holdBackEmptyLine(output);
      return "";
    },
  });
}
