import type { Quantity } from "./types.js";

/** What {@link quantity} needs. */
export interface QuantityOptions {
  /** A short kebab-case name, unique in a report. */
  readonly id?: string;
  /** What the figure is, as a reader would call it. */
  readonly name: string;
  /** The value in `unit`; `null` or `undefined` where there is none. */
  readonly value: number | null | undefined;
  /** The unit, such as `days`. @defaultValue none */
  readonly unit?: string;
  /** What the figure was computed over, and by which definition. */
  readonly of?: string;
  /** What a reader must know to read the figure rightly. */
  readonly note?: string;
}

/**
 * Makes a figure that is not a share: a count, a percentile, a duration.
 *
 * @throws {TypeError} If the name is empty.
 *
 * @example
 * quantity({ name: "median delay", value: 0, unit: "days", of: "22,068 clients" }).value; // 0
 * quantity({ name: "median delay", value: undefined, unit: "days" }).value; // null
 */
export function quantity(options: QuantityOptions): Quantity {
  if (options.name === "") throw new TypeError('quantity has an empty name; say what the value is in "name"');
  return Object.freeze({
    kind: "quantity",
    id: options.id ?? null,
    name: options.name,
    value: options.value ?? null,
    unit: options.unit ?? "",
    of: options.of ?? null,
    note: options.note ?? null,
  });
}
