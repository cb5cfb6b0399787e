import { addAccounts, emptyAccount, type ScanAccount } from "../../scan/index.js";
import type { DayAggregate, DayProgress, SpillOptions } from "../aggregate-day.js";
import { DayThread } from "./day-thread.js";
import { type DayTask, DayWork, type DayWorker } from "./day-work.js";
import type { StoredPings } from "./pings-of-day.js";
import { SpillingSum } from "./spilling-sum.js";

/** How objects are aggregated. */
export interface AggregateObjectsOptions {
  readonly dedupe: boolean;
  readonly threads: number;
  readonly spill: SpillOptions | undefined;
  readonly onProgress: ((progress: DayProgress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

const DEFAULT_SPILL_BYTES = 2 ** 30;

/** Aggregates stored objects: each worker those that it takes from the queue, and the results are merged. */
export async function aggregateObjects(
  { store, objects }: StoredPings,
  task: DayTask,
  options: AggregateObjectsOptions,
): Promise<DayAggregate> {
  const { threads, signal, spill, onProgress } = options;
  const description = store.describe();
  const workers: DayWorker[] =
    threads === 0 || description === null
      ? [new DayWork(task, store, signal)]
      : Array.from(
          { length: Math.min(threads, Math.max(1, objects.length)) },
          () => new DayThread({ task, store: description }),
        );
  const limit = (spill?.fromBytes ?? DEFAULT_SPILL_BYTES) / (workers.length + 1);
  const sum = new SpillingSum(task, spill?.folder ?? null, limit);
  const accounts: ScanAccount[] = objects.map(() => emptyAccount);
  const stop = (): void => void Promise.all(workers.map((worker) => worker.close()));
  signal?.addEventListener("abort", stop);
  try {
    const skipped = options.dedupe ? await findCopies(workers, objects, signal) : objects.map(() => []);
    let done = 0;
    let records = 0;
    await eachOf(objects.length, workers, signal, async (index, worker) => {
      const { account, byteLength } = await worker.add(objects[index]!, skipped[index]!);
      accounts[index] = account;
      done += 1;
      records += account.records;
      if (spill !== undefined && byteLength > limit) await sum.add(await worker.take());
      onProgress?.({ objectsDone: done, objects: objects.length, records });
    });
    for (const worker of workers) await sum.add(await worker.take());
    const aggregate = await sum.finish();
    return { aggregate, account: aggregate.account, scan: addAccounts(accounts) };
  } catch (error) {
    await sum.discard();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

/** Hands the numbers below `count` to workers as they become free. The first failure is thrown when all have stopped. */
async function eachOf(
  count: number,
  workers: readonly DayWorker[],
  signal: AbortSignal | undefined,
  run: (index: number, worker: DayWorker) => Promise<void>,
): Promise<void> {
  let next = 0;
  let hasFailed = false;
  const settled = await Promise.allSettled(
    workers.map(async (worker) => {
      while (next < count && !hasFailed) {
        signal?.throwIfAborted();
        const index = next++;
        try {
          await run(index, worker);
        } catch (error) {
          hasFailed = true;
          throw error;
        }
      }
    }),
  );
  const failed = settled.find(({ status }) => status === "rejected");
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}

/** For each object the records whose document is that of an earlier record. */
async function findCopies(
  workers: readonly DayWorker[],
  objects: StoredPings["objects"],
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const ids: (readonly string[])[] = [];
  await eachOf(objects.length, workers, signal, async (index, worker) => {
    ids[index] = await worker.documentIds(objects[index]!);
  });
  const seen = new Set<string>();
  return ids.map((list) => {
    const copies: number[] = [];
    list.forEach((id, record) => {
      if (id === "") return;
      if (seen.has(id)) copies.push(record);
      else seen.add(id);
    });
    return copies;
  });
}
