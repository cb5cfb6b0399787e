import { type Column, hideColumn } from "../frame/index.js";
import type { PropertySpec } from "../ping/index.js";
import {
  bytesOf,
  emptyAccount,
  mergeResults,
  propertyColumns,
  type ScanAccount,
  type ScanEvent,
  trimCache,
} from "../scan/index.js";
import { beginScan, type Ending } from "./begin-scan.js";
import type { ColumnReading } from "./column-cache.js";
import {
  type CachedParts,
  isColumnar,
  type PingSource,
  type ScanRequest,
  toReadPing,
} from "./ping-source.js";
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
  if (!isColumnar(pings.source)) return readDocuments(pings, specs, exact);
  const accounts: ScanAccount[] = [];
  try {
    const { columns, account } = await readSource(pings.source, specs, exact, (one) => accounts.push(one));
    pings.source.onColumns?.(columns);
    return { columns, length: account.records };
  } finally {
    if (accounts.length > 0) pings.noteAccount(accounts);
  }
}

/** Reads columns of a source that is columnar. */
async function readSource(
  { request, parts, cached }: PingSource<unknown>,
  specs: readonly PropertySpec[],
  exact: readonly string[],
  onAccount: (account: ScanAccount) => void,
): Promise<ColumnReading> {
  if (request !== null) return runRequest(request, specs, exact, onAccount);
  if (cached !== undefined) return readCached(cached, specs, exact, onAccount);
  const results: ColumnReading[] = [];
  for (const part of parts ?? []) results.push(await readSource(part, specs, exact, onAccount));
  return { ...mergeResults(results), isRepeatable: results.every(({ isRepeatable }) => isRepeatable) };
}

async function readCached(
  { source, columns }: CachedParts<unknown>,
  specs: readonly PropertySpec[],
  exact: readonly string[],
  onAccount: (account: ScanAccount) => void,
): Promise<ColumnReading> {
  let partial: ScanAccount[] = [];
  try {
    const result = await columns.take(specs, exact, (missing) => {
      partial = [];
      return readSource(source, missing, exact, (account) => partial.push(account));
    });
    onAccount(result.account);
    return result;
  } catch (error) {
    partial.forEach(onAccount);
    throw error;
  }
}

async function runRequest(
  request: ScanRequest,
  properties: readonly PropertySpec[],
  exact: readonly string[],
  onAccount: (account: ScanAccount) => void,
): Promise<ColumnReading> {
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
    const bytes = bytesOf(plan.objects);
    scan.onEvent?.({ kind: "found", objects, bytes });
    const { signal } = scan;
    const running = request.engine.run({ ...plan, properties, exact }, { store, signal, onEvent });
    const result = await running.finally(() => plan.cache && trimCache(plan.cache));
    account = result.account;
    ending = "done";
    return { ...result, isRepeatable: plan.objects.every(({ etag }) => etag !== undefined) };
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
