import { utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Column } from "../../frame/index.js";
import { openFolderStore, readWhole, type Store, type StoredObject } from "../../store/index.js";
import { addAccounts, damagedRecords, emptyAccount } from "../account.js";
import { mergeResults } from "../merge-results.js";
import { progressOf } from "../progress-of.js";
import { runScan } from "../run-scan.js";
import type { EngineContext, ScanAccount, ScanCache, ScanPlan, ScanResult } from "../types.js";
import { cacheIdentity, cacheKey, propertyIdentity } from "./cache-identity.js";
import {
  type CachedColumn,
  type CachedColumns,
  decodeColumn,
  decodeColumnsFile,
  encodeColumn,
  encodeColumnsFile,
} from "./columns-file.js";

/**
 * Runs a plan in this thread, and takes from a folder what an earlier run has left there: objects that have not
 * changed are read only for columns that were never asked for. Columns and account are those of an uncached run.
 *
 * Objects without an etag are read. So are damaged ones where damage is to fail the scan, and every object of
 * a plan with a record limit. A cache that can't be written is told as a warning.
 */
export async function runCached(
  plan: ScanPlan,
  cache: ScanCache,
  context: EngineContext,
): Promise<ScanResult> {
  const folder = openFolderStore(cache.folder, { durable: false });
  const identityOf = cacheIdentity(plan, context.store);
  const results: ScanResult[] = [];
  let before = emptyAccount;
  const progress = progressOf(plan.objects);
  const tell = (account: ScanAccount): void => context.onEvent?.(progress(account));
  let isWritable = true;
  for (const object of plan.objects) {
    context.signal?.throwIfAborted();
    context.onObject?.(object.key);
    const identity = identityOf(object);
    const read = (properties: ScanPlan["properties"]): Promise<ScanResult> =>
      runScan(
        { ...plan, objects: [object], properties },
        {
          ...context,
          onEvent: (event) =>
            event.kind === "progress" ? tell(addAccounts([before, event.account])) : context.onEvent?.(event),
        },
      );
    const kept = identity === null ? null : await load(folder, identity, cache);
    const found =
      kept !== null && plan.onBadRecord === "fail" && damagedRecords(kept.account) > 0 ? null : kept;
    const { result, fresh } = await complete(plan, found, read);
    if (identity !== null && fresh !== null && isWritable && isRepeatable(result.account)) {
      isWritable = await save(folder, { ...fresh, identity }, context);
    }
    if (fresh === null) tell(addAccounts([before, result.account]));
    before = addAccounts([before, result.account]);
    results.push(result);
  }
  return results.length === 0 ? runScan(plan, context) : mergeResults(results);
}

/** The objects of a plan that the cache has nothing of. */
export async function notCached(plan: ScanPlan, cache: ScanCache, store: Store): Promise<StoredObject[]> {
  const folder = openFolderStore(cache.folder, { durable: false });
  const identityOf = cacheIdentity(plan, store);
  const isKept = async (object: StoredObject): Promise<boolean> => {
    const identity = identityOf(object);
    if (identity === null) return false;
    return folder.head(cacheKey(identity)).then(
      () => true,
      () => false,
    );
  };
  const objects: StoredObject[] = [];
  for (const object of plan.objects) if (!(await isKept(object))) objects.push(object);
  return objects;
}

/** What one object gives, and what of it is to be kept if that is more than before. */
interface Completed {
  readonly result: ScanResult;
  readonly fresh: Omit<CachedColumns, "identity"> | null;
}

/** Puts what was kept of an object, and what has to be read, together. */
async function complete(
  plan: ScanPlan,
  kept: CachedColumns | null,
  read: (properties: ScanPlan["properties"]) => Promise<ScanResult>,
): Promise<Completed> {
  const keyOf = (spec: ScanPlan["properties"][number]): string => propertyIdentity(spec, plan.exact);
  const missing = plan.properties.filter((spec) => !kept?.columns.has(keyOf(spec)));
  const cached = new Map(kept?.columns);
  const columns = new Map<string, Column>();
  let account = kept?.account;
  if (account === undefined || missing.length > 0) {
    const added = await read(missing);
    // The etag promises the same content; a store that breaks the promise is read whole.
    if (account !== undefined && added.account.records !== account.records) return complete(plan, null, read);
    ({ account } = added);
    for (const [place, spec] of missing.entries()) {
      const column = added.columns[place]!;
      columns.set(keyOf(spec), column);
      const unexpected = account.unexpectedTypes[spec.name] ?? 0;
      cached.set(keyOf(spec), { unexpected, bytes: encodeColumn(column) });
    }
  }
  const unexpectedTypes: Record<string, number> = {};
  const inOrder = plan.properties.map((spec) => {
    const { unexpected, bytes } = cached.get(keyOf(spec)) as CachedColumn;
    if (unexpected > 0) unexpectedTypes[spec.name] = unexpected;
    return columns.get(keyOf(spec)) ?? decodeColumn(bytes);
  });
  const isNew = kept === null || missing.length > 0;
  return {
    result: { columns: inOrder, account: { ...account, unexpectedTypes } },
    fresh: isNew ? { account: { ...account, unexpectedTypes: {} }, columns: cached } : null,
  };
}

/** Whether reading again would give the same: a store that failed may not fail again. */
function isRepeatable({ damage }: ScanAccount): boolean {
  return damage.store === undefined && damage.thread === undefined;
}

/** What the folder has for an identity, or null; whatever is wrong with a file, it is as if it were not there. */
async function load(folder: Store, identity: string, cache: ScanCache): Promise<CachedColumns | null> {
  const key = cacheKey(identity);
  try {
    const found = decodeColumnsFile(await readWhole(folder, key), identity);
    // So that files go in the order in which they were last used; where that can't be noted, they are used all the same.
    const now = new Date();
    if (found !== null) await utimes(join(cache.folder, key), now, now).catch(() => {});
    return found;
  } catch {
    return null;
  }
}

async function save(folder: Store, columns: CachedColumns, { onEvent }: EngineContext): Promise<boolean> {
  try {
    await folder.write(cacheKey(columns.identity), encodeColumnsFile(columns));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    onEvent?.({ kind: "warning", message: `columns are not kept for the next time: ${reason}` });
    return false;
  }
}
