import type { PingDocument } from "../decode/index.js";
import { clientIdOf } from "../ping/index.js";
import { filterSource, type PingSource } from "./ping-source.js";
import { Pings } from "./pings.js";

/**
 * Keeps the first ping of each client, in reading order, and drops pings that name no client.
 *
 * Which ping is first says nothing about the client: prefer `frame.dedupe("clientId", { orderBy })`
 * where it matters. Memory grows with the number of clients.
 *
 * @param pings - Pings; those of v2 name the client in `clientID`, later ones in `clientId`.
 */
export function getOnePingPerClient<Ping>(pings: Pings<Ping>): Pings<Ping> {
  const source: PingSource<Ping> = {
    request: null,
    parts: null,
    hidden: pings.source.hidden,
    onColumns: pings.source.onColumns,
    batches: (onAccount) => {
      const seen = new Set<string>();
      const isFirst = (ping: Ping): boolean => {
        const clientId = clientIdOf(ping as PingDocument);
        if (clientId === null || seen.has(clientId)) return false;
        seen.add(clientId);
        return true;
      };
      return filterSource(pings.source, isFirst).batches(onAccount);
    },
  };
  return new Pings(source);
}
