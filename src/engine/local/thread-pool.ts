import { fileURLToPath } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { Piscina } from "piscina";
import { EngineError } from "../../errors.js";
import type { EngineContext, ScanEvent, ScanPlan, ScanResult } from "../../scan/index.js";
import type { StoreDescription } from "../../store/index.js";
import { fromErrorData } from "./error-data.js";
import type { ThreadData, ThreadMessage, ThreadTask } from "./messages.js";
import { ThreadDeath } from "./thread-death.js";

/** What a pool of threads is made of. */
export interface ThreadPoolOptions {
  readonly threads: number;
  /** The largest JavaScript heap of a thread, in MiB; null leaves it to Node. */
  readonly heapMebibytes: number | null;
  /** The module that threads run; it exports `runTask`. */
  readonly module: URL;
  /** Makes what threads find as their `workerData`, when the first one starts. */
  readonly data: () => ThreadData;
}

/** A thread that was asked to stop and does not answer within this time is ended. */
const GRACE_MS = 50;

/**
 * Worker threads that run plans, one at a time each, in the order in which they were given. Threads start
 * when they are first needed, and don't keep the process alive while idle.
 *
 * The threads are piscina's. Turns are given out here, so that none of its tasks ever waits for a thread that
 * has died.
 */
export class ThreadPool {
  readonly #options: ThreadPoolOptions;
  #pool: Promise<Piscina> | null = null;
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #unsettled = new Set<(error: Error) => void>();
  #isClosed = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /**
   * Runs a plan in the next free thread. Rejects with the signal's reason as soon as it aborts; the thread is
   * then asked to stop, and ended if it does not.
   *
   * @throws {ThreadDeath} If the thread ended before its task did.
   */
  run(plan: ScanPlan, store: StoreDescription, context: Omit<EngineContext, "store">): Promise<ScanResult> {
    const { signal, onEvent } = context;
    if (this.#isClosed) return Promise.reject(new EngineError("the engine was closed; make another"));
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      let stop = (): void => void this.#waiting.splice(this.#waiting.indexOf(start), 1);
      const settle = (): void => {
        signal?.removeEventListener("abort", abort);
        this.#unsettled.delete(fail);
      };
      const fail = (error: unknown): void => {
        settle();
        reject(error);
      };
      const abort = (): void => {
        stop();
        fail(signal?.reason);
      };
      const start = (): void => {
        const task = this.#start(plan, store, (event) => {
          if (!signal?.aborted) onEvent?.(event);
        });
        stop = task.stop;
        const done = (result: ScanResult): void => {
          settle();
          resolve(result);
        };
        void task.result.then(done, fail).then(() => this.#free());
      };
      this.#unsettled.add(fail);
      signal?.addEventListener("abort", abort);
      this.#waiting.push(start);
      this.#next();
    });
  }

  /** Ends all threads; plans still running reject. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    for (const fail of [...this.#unsettled]) {
      fail(new EngineError("the engine was closed while a scan was running"));
    }
    // Whoever wanted a thread was told that there is none.
    const pool = await this.#pool?.catch(() => null);
    await pool?.destroy();
  }

  #next(): void {
    while (this.#running < this.#options.threads && this.#waiting.length > 0) {
      this.#running += 1;
      this.#waiting.shift()?.();
    }
  }

  #free(): void {
    this.#running -= 1;
    this.#next();
  }

  #start(plan: ScanPlan, store: StoreDescription, onEvent: (event: ScanEvent) => void) {
    const { port1: port, port2 } = new MessageChannel();
    const position = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const task: ThreadTask = { plan, store, position, port: port2 };
    const ended = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let answer: Exclude<ThreadMessage, { kind: "event" }> | undefined;
    const hear = (message: ThreadMessage): void => {
      if (message.kind === "event") onEvent(message.event);
      else answer = message;
    };
    port.on("message", hear).unref();
    const run = async (): Promise<ScanResult> => {
      try {
        this.#pool ??= this.#open();
        const pool = await this.#pool;
        await pool.run(task, { transferList: [port2], signal: ended.signal });
        // What was told last may still be on its way: that the task is done comes by another port.
        for (let told = receiveMessageOnPort(port); told; told = receiveMessageOnPort(port))
          hear(told.message);
        if (answer === undefined) throw new Error("the thread did not answer");
      } catch (cause) {
        throw new ThreadDeath(Atomics.load(position, 0), cause);
      } finally {
        clearTimeout(timer);
        port.close();
      }
      if (answer.kind === "error") throw fromErrorData(answer.error);
      return answer.result;
    };
    const stop = (): void => {
      port.postMessage("stop");
      timer = setTimeout(() => ended.abort(), GRACE_MS);
    };
    return { result: run(), stop };
  }

  /** Loads the package, which not every program that has an engine needs. */
  async #open(): Promise<Piscina> {
    const { Piscina } = await import("piscina");
    const { threads, heapMebibytes, module, data } = this.#options;
    const pool = new Piscina({
      filename: fileURLToPath(module),
      name: "runTask",
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      // A thread that waits on an atomic can't finish what it left running, such as closing a file.
      atomics: "disabled",
      recordTiming: false,
      workerData: data(),
      ...(heapMebibytes === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMebibytes } }),
    });
    // Only threads without a task are told of here: those that could not even start.
    pool.on("error", (cause: Error) => {
      const error = new EngineError(`a scan's thread could not start: ${cause.message}`, { cause });
      for (const fail of [...this.#unsettled]) fail(error);
    });
    return pool;
  }
}
