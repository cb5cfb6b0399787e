import { quoteValue } from "./quote-value.js";

/**
 * Gives an option's value back if it is among the choices; one misspelt must not act as another.
 *
 * @throws {RangeError} If it is not; the error names the choices.
 */
export function oneOf<Choice extends string | boolean>(
  name: string,
  value: Choice,
  choices: readonly Choice[],
): Choice {
  if (choices.includes(value)) return value;
  const list = choices.map((choice) => JSON.stringify(choice)).join(", ");
  throw new RangeError(`${name} must be one of ${list}, got ${quoteValue(value)}`);
}
