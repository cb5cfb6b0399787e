import type { Kernel } from "./kernel.js";
import { holdBackEmptyLine, INSPECT, isPrintedAlone, type Output } from "./print-in-place.js";

/**
 * Copies a value so that the cell in which that is done does not print it, were it the cell's last: what was
 * shown need not be printed too. Other cells print it like any value.
 */
export function keepQuiet<Value extends object>(value: Value, kernel: Kernel, output: Output): Value {
  const cell = kernel.cell();
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Value;
  Object.defineProperty(copy, INSPECT, {
    value(depth: number, options: { depth?: number }): unknown {
      if (kernel.cell() !== cell || !isPrintedAlone(depth, options)) return value;
      holdBackEmptyLine(output);
      return "";
    },
  });
  return Object.freeze(copy);
}
