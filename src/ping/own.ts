/**
 * Reads an own member of a JSON object; `undefined` for lists, scalars and what is missing.
 * Never reaches a prototype, so that a path may hold any name.
 */
export function own(parent: unknown, name: string): unknown {
  if (typeof parent !== "object" || parent === null || Array.isArray(parent)) return undefined;
  return Object.hasOwn(parent, name) ? (parent as Record<string, unknown>)[name] : undefined;
}
