import type { Column } from "../frame/index.js";
import type { PropertySpec } from "../ping/index.js";
import { mergeResults, propertyColumns, type ScanResult } from "../scan/index.js";
import { type PingSource, type ScanRequest, toReadPing } from "./ping-source.js";
import type { Pings } from "./pings.js";

/** Columns of equal length; the length is told apart because there may be no column. */
export interface ReadColumns {
  readonly columns: readonly Column[];
  readonly length: number;
}

/**
 * Takes properties from pings: untouched scans run as plans on their engine, everything else is read
 * as documents in this thread.
 */
export async function readColumns(
  pings: Pings<unknown>,
  specs: readonly PropertySpec[],
  exact: readonly string[],
): Promise<ReadColumns> {
  const requests = requestsOf(pings.source);
  if (requests === null) return readDocuments(pings, specs, exact);
  const results: ScanResult[] = [];
  for (const request of requests) results.push(await runRequest(request, specs, exact));
  pings.noteAccount(results.map(({ account }) => account));
  const { columns, account } = mergeResults(results);
  return { columns, length: account.records };
}

/** The scans that a source consists of, in order, or null if a caller's function stands between. */
function requestsOf(source: PingSource<unknown>): ScanRequest[] | null {
  if (source.request !== null) return [source.request];
  if (source.parts === null) return null;
  return source.parts.flatMap((part) => requestsOf(part) ?? []);
}

async function runRequest(
  request: ScanRequest,
  properties: readonly PropertySpec[],
  exact: readonly string[],
): Promise<ScanResult> {
  const { engine, signal, onEvent } = request;
  const { plan, store } = await request.open();
  const bytes = plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
  onEvent?.({ kind: "found", objects: plan.objects.length, bytes });
  const result = await engine.run({ ...plan, properties, exact }, { store, signal, onEvent });
  onEvent?.({ kind: "done", account: result.account });
  return result;
}

async function readDocuments(
  pings: Pings<unknown>,
  specs: readonly PropertySpec[],
  exact: readonly string[],
): Promise<ReadColumns> {
  const columns = propertyColumns(specs, exact);
  let length = 0;
  for await (const items of pings.items()) {
    for (const item of items) columns.append(toReadPing(item));
    length += items.length;
  }
  return { columns: columns.finish(), length };
}
