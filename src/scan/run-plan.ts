import { packIds } from "../frame/index.js";
import { readAhead, type StoredObject } from "../store/index.js";
import { notCached, runCached } from "./cache/run-cached.js";
import { runScan } from "./run-scan.js";
import type { EngineContext, ScanPlan, ScanResult } from "./types.js";
import { withRead } from "./with-read.js";

/**
 * Runs a plan in this thread, with the cache that it asks for, and tells of each object when its turn comes.
 *
 * From S3, where each object waits for its answer, some small ones are read ahead; other stores read the next chunk
 * while one is in use. A plan with a record limit may stop at any record: it neither reads ahead nor uses a cache.
 */
export async function runPlan(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const isWhole = plan.limitRecords === null;
  const cache = isWhole ? plan.cache : undefined;
  const isAhead = isWhole && context.store.describe()?.kind === "s3";
  const objectsToRead = (): Promise<readonly StoredObject[]> =>
    cache === undefined ? Promise.resolve(plan.objects) : notCached(plan, cache, context.store);
  const ahead = isAhead ? readAhead(context.store, await objectsToRead()) : null;
  const { store } = ahead ?? context;
  const told = withRead(store, (key, options) => {
    context.onObject?.(key);
    return store.read(key, options);
  });
  const here = { ...context, store: told };
  try {
    const { columns, account } = await (cache === undefined
      ? runScan(plan, here)
      : runCached(plan, cache, here));
    return { columns: columns.map(packIds), account };
  } finally {
    ahead?.close();
  }
}
