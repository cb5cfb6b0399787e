import { own } from "./own.js";

/**
 * Finds the client id of a ping: `clientId`, or `clientID` as pings before version 4 spell it.
 *
 * @returns The id, or `null` when the ping names none, or one that is empty or not a string.
 *
 * @example
 * clientIdOf({ clientId: "c1" }); // "c1"
 * clientIdOf({ clientID: "c2" }); // "c2"
 * clientIdOf({ clientId: null }); // null
 */
export function clientIdOf(ping: unknown): string | null {
  for (const name of ["clientId", "clientID"]) {
    const id = own(ping, name);
    if (typeof id === "string" && id !== "") return id;
  }
  return null;
}
