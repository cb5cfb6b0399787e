import { availableParallelism } from "node:os";
import { hasWasmKernel, kernelModule } from "../../kernel/index.js";
import { bytesOf, type Engine, runPlan } from "../../scan/index.js";
import type { ThreadData } from "./messages.js";
import { runThreaded } from "./run-threaded.js";
import { ThreadPool } from "./thread-pool.js";

/** Options of {@link createLocalEngine}. */
export interface LocalEngineOptions {
  /** How many worker threads scan at once; 0 scans in the calling thread. @defaultValue one per core */
  readonly threads?: number;
  /**
   * Scans of fewer stored bytes than this run in the calling thread: to start threads takes longer.
   * @defaultValue 16 MiB
   */
  readonly threadedFromBytes?: number;
  /**
   * The largest JavaScript heap of one thread, in MiB. An object that needs more is counted as damage of kind
   * `thread`, and the others are read. Buffers, in which columns lie, don't count. @defaultValue Node's own
   */
  readonly heapMebibytes?: number;
}

/**
 * Makes the engine of one machine: large scans are split over worker threads, small ones, scans with
 * a record limit and scans of a store that lives in this process run in the calling thread.
 * The rows and their order are the same either way.
 *
 * An object on which a thread dies twice, as one that needs more memory than there is, is counted as damage of
 * kind `thread`; every other object is read. In the calling thread it would end the program.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function createLocalEngine(options: LocalEngineOptions = {}): Engine {
  return openLocalEngine(options, new URL("./worker.js", import.meta.url));
}

/**
 * Makes a local engine with threads of another module.
 *
 * @param module - It exports `runTask`.
 */
export function openLocalEngine(options: LocalEngineOptions, module: URL): Engine {
  const {
    threads = availableParallelism(),
    threadedFromBytes = 16 * 2 ** 20,
    heapMebibytes = null,
  } = options;
  if (!Number.isInteger(threads) || threads < 0) {
    throw new RangeError(`threads must be a whole number from 0, got ${JSON.stringify(threads)}`);
  }
  if (heapMebibytes !== null && !(heapMebibytes >= 16)) {
    throw new RangeError(`heapMebibytes must be at least 16, got ${JSON.stringify(heapMebibytes)}`);
  }
  // What is compiled once and shared by all threads belongs here.
  const data = (): ThreadData => (hasWasmKernel() ? { kernel: kernelModule() } : {});
  const pool = threads > 0 ? new ThreadPool({ threads, heapMebibytes, module, data }) : null;
  return {
    name: `local (${threads} threads)`,
    run: async (plan, context) => {
      const store = context.store.describe();
      if (
        pool === null ||
        store === null ||
        plan.limitRecords !== null ||
        bytesOf(plan.objects) < threadedFromBytes
      ) {
        return runPlan(plan, context);
      }
      // A thread takes as long to start as to read some megabytes: half the least that is threaded must be there for each.
      const lanes = Math.min(threads, Math.ceil(bytesOf(plan.objects) / (threadedFromBytes / 2)) || threads);
      const split = { threads: lanes, isHeapSmall: heapMebibytes !== null };
      return runThreaded(plan, context, split, (part, partContext) => pool.run(part, store, partContext));
    },
    close: async () => pool?.close(),
  };
}
