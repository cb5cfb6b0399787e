import { runScan } from "./run-scan.js";
import type { EngineContext, ScanPlan, ScanResult } from "./types.js";
import { withRead } from "./with-read.js";

/** Runs a plan in this thread, and tells of each object when its turn comes. */
export async function runPlan(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const store = withRead(context.store, (key, options) => {
    context.onObject?.(key);
    return context.store.read(key, options);
  });
  return runScan(plan, { ...context, store });
}
