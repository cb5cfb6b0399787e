import { runCached } from "./cache/run-cached.js";
import { runScan } from "./run-scan.js";
import type { EngineContext, ScanPlan, ScanResult } from "./types.js";
import { withRead } from "./with-read.js";

/**
 * Runs a plan in this thread, with the cache that it asks for, and tells of each object when its turn comes.
 * A plan with a record limit uses no cache.
 */
export async function runPlan(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const store = withRead(context.store, (key, options) => {
    context.onObject?.(key);
    return context.store.read(key, options);
  });
  const here = { ...context, store };
  const { cache, limitRecords } = plan;
  return cache === undefined || limitRecords !== null ? runScan(plan, here) : runCached(plan, cache, here);
}
