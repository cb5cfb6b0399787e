import { setMaxListeners } from "node:events";
import {
  addAccounts,
  type EngineContext,
  emptyAccount,
  mergeResults,
  type ScanPlan,
  type ScanResult,
  splitPlan,
  withTables,
} from "../../scan/index.js";
import { type RunInThread, runSurviving } from "./run-surviving.js";

/** What one thread takes at a time, in stored bytes: enough to outweigh handing it over, and no more than this. */
const [SMALLEST_PART, LARGEST_PART] = [2 ** 20, 16 * 2 ** 20];

/**
 * Splits a plan over threads and joins the results in the order of the plan.
 *
 * The largest parts begin first, so that no thread is left alone with one at the end. Memory holds the columns
 * of the rows kept, and what the running parts are reading; never what waits to be read.
 */
export async function runThreaded(
  plan: ScanPlan,
  context: EngineContext,
  threads: number,
  run: RunInThread,
): Promise<ScanResult> {
  const bytes = bytesOf(plan);
  const target = Math.min(LARGEST_PART, Math.max(SMALLEST_PART, bytes / (threads * 8)));
  const parts = splitPlan(withTables(plan), target).map((part, place) => ({
    part,
    place,
    bytes: bytesOf(part),
  }));
  const done = parts.map(() => emptyAccount);
  const stopped = new AbortController();
  const signal = AbortSignal.any(context.signal ? [context.signal, stopped.signal] : [stopped.signal]);
  setMaxListeners(0, signal); // one listener a part
  const results: Promise<ScanResult>[] = new Array(parts.length);
  for (const { part, place } of parts.toSorted((a, b) => b.bytes - a.bytes)) {
    const onEvent: EngineContext["onEvent"] = (event) => {
      if (event.kind !== "progress") return context.onEvent?.(event);
      done[place] = event.account;
      const account = addAccounts(done);
      context.onEvent?.({
        kind: "progress",
        objectsDone: account.objects,
        objects: plan.objects.length,
        bytesDone: account.bytes,
        bytes,
        records: account.records,
        account,
      });
    };
    results[place] = runSurviving(part, { ...context, signal, onEvent }, run);
  }
  // The error reported is that of the earliest part in reading order, whichever thread failed first.
  const settled = Promise.allSettled(results);
  for (const result of results) result.catch(() => stopAfterEarlier(results, result, stopped));
  const failed = (await settled).find(({ status }) => status === "rejected") as
    | PromiseRejectedResult
    | undefined;
  if (context.signal?.aborted) throw context.signal.reason;
  if (failed !== undefined) throw failed.reason;
  return mergeResults((await settled).map((part) => (part as PromiseFulfilledResult<ScanResult>).value));
}

/** Once the parts before a failed one are through, nothing later can change the outcome. */
function stopAfterEarlier(
  results: readonly Promise<ScanResult>[],
  failed: Promise<ScanResult>,
  stopped: AbortController,
): void {
  const earlier = results.slice(0, results.indexOf(failed));
  void Promise.allSettled(earlier).then(() => stopped.abort(new Error("an earlier part failed")));
}

/** The stored bytes that a plan reads. */
export function bytesOf(plan: ScanPlan): number {
  return plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
}
