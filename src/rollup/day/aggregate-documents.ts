import type { DayAggregate } from "../aggregate-day.js";
import { Definitions } from "../definitions.js";
import type { PingDocument } from "../document.js";
import { PingAggregator } from "../ping-aggregator.js";
import { documentIdAt } from "../read-ping-key.js";
import { valueAt } from "../value-at.js";
import type { DayTask } from "./day-work.js";

/** Aggregates documents in this thread. */
export async function aggregateDocuments(
  pings: Iterable<object> | AsyncIterable<object>,
  { profile, submissionDate, definitions, byClient }: DayTask,
  { dedupe, signal }: { readonly dedupe: boolean; readonly signal: AbortSignal | undefined },
): Promise<DayAggregate> {
  const aggregator = new PingAggregator({
    profile,
    submissionDate,
    definitions: definitions === null ? undefined : Definitions.parse(definitions),
    byClient,
  });
  const seen = new Set<string>();
  for await (const document of pings) {
    signal?.throwIfAborted();
    // Types of pings have no index, though every object can be looked into.
    const ping = document as PingDocument;
    if (dedupe) {
      const id = documentIdAt((path) => valueAt(ping, path));
      if (id !== null && seen.has(id)) {
        aggregator.drop("duplicate-document");
        continue;
      }
      if (id !== null) seen.add(id);
    }
    aggregator.add(ping);
  }
  const aggregate = aggregator.take();
  return { aggregate, account: aggregate.account, scan: null };
}
