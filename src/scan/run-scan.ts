import { hasPayload, wantsPath } from "../ping/index.js";
import { readAhead } from "../store/index.js";
import { copyAccount } from "./copy-account.js";
import { propertyColumns } from "./property-columns.js";
import { scanPings, startAccount } from "./scan-pings.js";
import type { EngineContext, ScanPlan, ScanResult } from "./types.js";

async function scanObjects(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const account = startAccount();
  const columns = propertyColumns(plan.properties, plan.exact);
  const limit = plan.limitRecords ?? Number.POSITIVE_INFINITY;
  const bytes = plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
  const { sample, onBadRecord } = plan;
  const options = { sample, onBadRecord, signal: context.signal, wants: wantsPath(plan.properties) };

  for (const object of plan.objects) {
    if (account.records >= limit) break;
    context.signal?.throwIfAborted();
    for await (const batch of scanPings(context.store, object, options, account)) {
      const wanted = batch.slice(0, limit - account.records);
      for (const record of wanted) {
        columns.append(record);
        if (!hasPayload(record.ping)) account.withoutPayload += 1;
      }
      account.records += wanted.length;
      if (account.records >= limit) break;
    }
    context.onEvent?.({
      kind: "progress",
      objectsDone: account.objects,
      objects: plan.objects.length,
      bytesDone: account.bytes,
      bytes,
      records: account.records,
      account: copyAccount(account, { unexpectedTypes: columns.unexpectedTypes() }),
    });
  }
  account.unexpectedTypes = columns.unexpectedTypes();
  return { columns: columns.finish(), account };
}

/**
 * Runs a plan in this thread: reads its objects one after the other and writes columns. From S3, where each object waits
 * for its answer, some small ones are read ahead. Memory grows with the rows kept, never with the bytes read.
 */
export async function runScan(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const { store } = context;
  // A plan with a limit may need but a few of its objects.
  if (store.describe()?.kind !== "s3" || plan.limitRecords !== null) return scanObjects(plan, context);
  const ahead = readAhead(store, plan.objects);
  try {
    return await scanObjects(plan, { ...context, store: ahead.store });
  } finally {
    ahead.close();
  }
}
