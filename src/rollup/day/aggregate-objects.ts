import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { addAccounts, emptyAccount, type ScanAccount } from "../../scan/index.js";
import type { DayAggregate, DayProgress, SpillOptions } from "../aggregate-day.js";
import { addRollupAccounts, PartialAggregate } from "../partial-aggregate.js";
import { rowShapeOf } from "../row-shape.js";
import { SpilledAggregate } from "../spill/spilled-aggregate.js";
import { SpilledRun } from "../spill/spilled-run.js";
import type { RollupAccount } from "../types.js";
import { DayThread } from "./day-thread.js";
import { type DayTask, DayWork, type DayWorker } from "./day-work.js";
import type { StoredPings } from "./pings-of-day.js";

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

/** Adds aggregates up, in memory as long as they fit, else in files. */
class SpillingSum {
  readonly #task: DayTask;
  readonly #parent: string | null;
  readonly #limit: number;
  readonly #runs: SpilledRun[] = [];
  readonly #accounts: RollupAccount[] = [];
  #folder: string | null = null;
  #sum: PartialAggregate | null = null;

  constructor(task: DayTask, folder: string | null, limit: number) {
    this.#task = task;
    this.#parent = folder;
    this.#limit = limit;
  }

  async add(aggregate: PartialAggregate): Promise<void> {
    this.#sum = this.#sum === null ? aggregate : this.#sum.merge(aggregate);
    if (this.#parent !== null && this.#sum.byteLength > this.#limit) await this.#spill(this.#parent);
  }

  async finish(): Promise<PartialAggregate | SpilledAggregate> {
    const { profile, byClient } = this.#task;
    const sum = this.#sum ?? PartialAggregate.empty(profile, byClient);
    if (this.#folder === null) return sum;
    if (sum.size > 0) await this.#spill(this.#folder);
    else this.#accounts.push(sum.account);
    const account = addRollupAccounts(this.#accounts);
    return new SpilledAggregate(this.#runs, rowShapeOf(profile, byClient), account, this.#folder);
  }

  async discard(): Promise<void> {
    for (const run of this.#runs) run.close();
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }

  async #spill(parent: string): Promise<void> {
    const sum = this.#sum!;
    this.#sum = null;
    this.#folder ??= await mkdtemp(join(parent, "pingframe-rollup-"));
    const path = join(this.#folder, `run-${this.#runs.length}`);
    this.#accounts.push(sum.account);
    this.#runs.push(new SpilledRun(sum, path));
  }
}
