import type { RecordSink } from "../decode/index.js";
import { hasPayload, wantsPath } from "../ping/index.js";
import { copyAccount } from "./copy-account.js";
import { progressOf } from "./progress-of.js";
import { propertyColumns } from "./property-columns.js";
import { conditionProperties, recordFilter } from "./record-filter.js";
import { scanRecords, startAccount } from "./scan-pings.js";
import { giveBackProjection, type ScanProjection, takeProjection } from "./scan-projection.js";
import type { EngineContext, ScanPlan, ScanResult } from "./types.js";

/**
 * Runs a plan in this thread: reads its objects one after the other and writes columns.
 * Memory grows with the rows kept, never with the bytes read.
 */
export async function runScan(plan: ScanPlan, context: EngineContext): Promise<ScanResult> {
  const projection = takeProjection(plan);
  try {
    return await scanObjects(plan, context, projection);
  } finally {
    giveBackProjection(projection);
  }
}

async function scanObjects(
  plan: ScanPlan,
  context: EngineContext,
  projection: ScanProjection | null,
): Promise<ScanResult> {
  const account = startAccount();
  const columns = propertyColumns(
    plan.properties,
    plan.exact,
    projection?.places,
    projection?.projection.projector.batches,
  );
  const limit = plan.limitRecords ?? Number.POSITIVE_INFINITY;
  const progress = progressOf(plan.objects);
  const { sample, onBadRecord } = plan;
  const wants = wantsPath([...plan.properties, ...conditionProperties(plan)]);
  const options = {
    sample,
    onBadRecord,
    signal: context.signal,
    wants,
    filter: recordFilter(plan, projection?.conditions),
    ...(plan.limitRecords === null ? {} : { isEnough: () => account.records >= limit }),
  };

  const sink: RecordSink = {
    takeDocument: (record) => {
      columns.append(record);
      account.records += 1;
      if (!hasPayload(record.ping)) account.withoutPayload += 1;
    },
    takeCells: (cells) => {
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
    context.onEvent?.(progress(copyAccount(account, { unexpectedTypes: columns.unexpectedTypes() })));
  }
  account.unexpectedTypes = columns.unexpectedTypes();
  return { columns: columns.finish(), account };
}
