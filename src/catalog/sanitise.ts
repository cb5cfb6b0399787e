/**
 * Gives the spelling that a dimension's value has in a store: every character outside `[a-zA-Z0-9_.]` becomes `_`.
 *
 * @param value - Any value; it is turned to text first.
 *
 * @example
 * sanitise("new-profile"); // "new_profile"
 */
export function sanitise(value: unknown): string {
  return String(value).replace(/[^a-zA-Z0-9_.]/gu, "_");
}
