import { sanitise } from "../catalog/index.js";
import type { PingPlace, StoredPing, SyntheticPing } from "./types.js";

/** The lake's data folder, relative to its root. */
export const dataPrefix = "data/telemetry-2/";

/** How many records an object holds at most, by document type. */
const RECORDS_PER_OBJECT: Readonly<Record<string, number>> = { main: 36, "new-profile": 56, crash: 40 };

/**
 * Distributes pings over objects and puts them in data order: objects by key, then by time of reception.
 *
 * The objects of a partition were written by different hosts at the same time, so that data order within
 * a day is not the order of reception.
 */
export function layOutPings(pings: readonly SyntheticPing[]): StoredPing[] {
  const partitions = new Map<string, SyntheticPing[]>();
  for (const ping of pings) {
    const prefix = partitionOf(ping, ping.docType);
    const partition = partitions.get(prefix);
    if (partition === undefined) partitions.set(prefix, [ping]);
    else partition.push(ping);
  }
  const laidOut: StoredPing[] = [];
  for (const prefix of [...partitions.keys()].sort()) {
    const partition = partitions.get(prefix)!;
    const objects = Math.ceil(partition.length / (RECORDS_PER_OBJECT[partition[0]!.docType] ?? 48));
    const stored = partition.map((ping): StoredPing => {
      const number = Math.floor(ping.host * objects)
        .toString()
        .padStart(5, "0");
      return { ...ping, key: `${prefix}part-${number}.heka` };
    });
    stored.sort(
      (a, b) => compare(a.key, b.key) || compare(a.receivedNs, b.receivedNs) || compare(a.id, b.id),
    );
    for (const ping of stored) laidOut.push(ping);
  }
  return laidOut;
}

function partitionOf(place: PingPlace, docType: string): string {
  const { submissionDate, appName, channel, version, buildId } = place;
  const values = [submissionDate, "telemetry", "4", docType, appName, channel, version, buildId];
  return `${dataPrefix}${values.map(sanitise).join("/")}/`;
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
