import type { PingDocument } from "./document.js";

/** Reads a value of a parsed ping, by own members only. */
export function valueAt(ping: PingDocument, path: readonly string[]): unknown {
  let value: unknown = ping;
  for (const name of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
