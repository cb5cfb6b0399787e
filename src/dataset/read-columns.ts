import { type Column, hideColumn } from "../frame/index.js";
import type { PropertySpec } from "../ping/index.js";
import {
  emptyAccount,
  mergeResults,
  propertyColumns,
  type ScanAccount,
  type ScanEvent,
  type ScanResult,
} from "../scan/index.js";
import { beginScan, type Ending } from "./begin-scan.js";
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
  const accounts: ScanAccount[] = [];
  try {
    for (const request of requests) {
      results.push(await runRequest(request, specs, exact, (account) => accounts.push(account)));
    }
  } finally {
    if (accounts.length > 0) pings.noteAccount(accounts);
  }
  const { columns, account } = mergeResults(results);
  pings.source.onColumns?.(columns);
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
  onAccount: (account: ScanAccount) => void,
): Promise<ScanResult> {
  const scan = beginScan(request.party);
  let [account, objects]: [ScanAccount, number | null] = [emptyAccount, null];
  let ending: Ending = "failure";
  const onEvent = (event: ScanEvent): void => {
    if (event.kind === "progress") account = event.account;
    scan.onEvent?.(event);
  };
  try {
    const { plan, store } = await request.open(scan);
    objects = plan.objects.length;
    const bytes = plan.objects.reduce((sum, object) => sum + object.byteLength, 0);
    scan.onEvent?.({ kind: "found", objects, bytes });
    const { signal } = scan;
    const result = await request.engine.run({ ...plan, properties, exact }, { store, signal, onEvent });
    account = result.account;
    ending = "done";
    return result;
  } finally {
    if (ending === "failure" && scan.signal?.aborted) ending = "interrupt";
    const counted = scan.end(ending, account, objects);
    if (counted !== null) onAccount(counted);
  }
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
  const { hidden } = pings.source;
  const finished = columns.finish().map((column, i) => {
    const [name = ""] = specs[i]?.path ?? [];
    return (hidden.has(name) ? hideColumn(column) : null) ?? column;
  });
  pings.source.onColumns?.(finished);
  return { columns: finished, length };
}
