import { isEmptyObject } from "./is-empty-object.js";
import { own } from "./own.js";

/**
 * Tells whether a ping has a payload with something in it.
 *
 * Rows of pings without one are kept, with nulls; scans count them with this.
 *
 * @example
 * hasPayload({ id: "a", payload: { reason: "startup" } }); // true
 * hasPayload({ id: "a", payload: {} }); // false
 */
export function hasPayload(ping: unknown): boolean {
  const payload = own(ping, "payload");
  if (Array.isArray(payload)) return payload.length > 0;
  return Boolean(payload) && !isEmptyObject(payload);
}
