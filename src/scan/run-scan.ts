import type { RecordSink } from "../decode/index.js";
import { hasPayload, wantsPath } from "../ping/index.js";
import { copyAccount } from "./copy-account.js";
import { propertyColumns } from "./property-columns.js";
import { scanRecords, startAccount } from "./scan-pings.js";
import { scanProjection } from "./scan-projection.js";
import type { EngineContext, ScanPlan, ScanResult } from "./types.js";

/**
 * Runs a plan in this thread: reads its objects one after the other and writes columns.
 * Memory grows with the rows kept, never with the bytes read.
 */
export async function runScan(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const account = startAccount();
  const projection = scanProjection(plan);
  const columns = propertyColumns(plan.properties, plan.exact, projection?.places);
  const limit = plan.limitRecords ?? Number.POSITIVE_INFINITY;
  const bytes = plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
  const { sample, onBadRecord } = plan;
  const options = { sample, onBadRecord, signal: context.signal, wants: wantsPath(plan.properties) };

  const sink: RecordSink = {
    takeDocument: (record) => {
      if (account.records >= limit) return;
      columns.append(record);
      account.records += 1;
      if (!hasPayload(record.ping)) account.withoutPayload += 1;
    },
    takeCells: (cells) => {
      if (account.records >= limit) return;
      columns.appendCells(cells);
      account.records += 1;
      if (!cells.hasPayload()) account.withoutPayload += 1;
    },
  };
  for (const object of plan.objects) {
    if (account.records >= limit) break;
    context.signal?.throwIfAborted();
    for await (const _ of scanRecords(context.store, object, options, account, sink, projection)) {
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
