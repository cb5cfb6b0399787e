import { setMaxListeners } from "node:events";
import { availableParallelism } from "node:os";
import type { ScanResult } from "../../scan/index.js";
import {
  addAccounts,
  type Engine,
  type EngineContext,
  emptyAccount,
  mergeResults,
  runScan,
  type ScanPlan,
  splitPlan,
} from "../../scan/index.js";
import { WorkerPool } from "./worker-pool.js";

/** Options of {@link createLocalEngine}. */
export interface LocalEngineOptions {
  /** How many worker threads scan at once; 0 scans in the calling thread. @defaultValue one per core */
  readonly threads?: number;
  /** Scans of fewer stored bytes than this run in the calling thread. @defaultValue 4 MiB */
  readonly threadedFromBytes?: number;
}

/**
 * Makes the engine of one machine: large scans are split over worker threads, small ones, scans with
 * a record limit and scans of a store that lives in this process run in the calling thread.
 * The rows and their order are the same either way.
 */
export function createLocalEngine(options: LocalEngineOptions = {}): Engine {
  const { threads = availableParallelism(), threadedFromBytes = 4 * 2 ** 20 } = options;
  if (!Number.isInteger(threads) || threads < 0) {
    throw new RangeError(`threads must be a whole number from 0, got ${JSON.stringify(threads)}`);
  }
  const pool = threads > 0 ? new WorkerPool(threads) : null;
  return {
    name: `local (${threads} threads)`,
    run: async (plan, context) => {
      const store = context.store.describe();
      const bytes = bytesOf(plan);
      if (pool === null || store === null || plan.limitRecords !== null || bytes < threadedFromBytes) {
        return runScan(plan, context);
      }
      return runThreaded(plan, context, (part, partContext) => pool.run(part, store, partContext), threads);
    },
    close: async () => pool?.close(),
  };
}

type RunPart = (part: ScanPlan, context: Omit<EngineContext, "store">) => Promise<ScanResult>;

async function runThreaded(
  plan: ScanPlan,
  context: EngineContext,
  runPart: RunPart,
  threads: number,
): Promise<ScanResult> {
  const bytes = bytesOf(plan);
  const parts = splitPlan(plan, Math.min(16 * 2 ** 20, Math.max(2 ** 20, bytes / (threads * 8))));
  const done = parts.map(() => emptyAccount);
  const stopped = new AbortController();
  const signals = context.signal ? [context.signal, stopped.signal] : [stopped.signal];
  const signal = AbortSignal.any(signals);
  setMaxListeners(0, signal); // one listener a part
  const results = parts.map((part, index) =>
    runPart(part, {
      signal,
      onEvent: (event) => {
        if (event.kind !== "progress") return context.onEvent?.(event);
        done[index] = event.account;
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
      },
    }),
  );
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

function bytesOf(plan: ScanPlan): number {
  return plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
}
