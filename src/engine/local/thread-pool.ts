import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { Piscina } from "piscina";
import { EngineError } from "../../errors.js";
import type { EngineContext, ScanEvent, ScanPlan, ScanResult } from "../../scan/index.js";
import type { StoreDescription } from "../../store/index.js";
import { fromErrorData } from "./error-data.js";
import type { ThreadAnswer, ThreadData, ThreadTask } from "./messages.js";
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
  #pool: Piscina | null = null;
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
    await this.#pool?.destroy();
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
    this.#pool ??= this.#open();
    const { port1: port, port2 } = new MessageChannel();
    const position = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
    const task: ThreadTask = { plan, store, position, port: port2 };
    port.on("message", onEvent).unref();
    const ended = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      port.close();
    };
    const result = this.#pool.run(task, { transferList: [port2], signal: ended.signal }).then(
      (answer: ThreadAnswer) => {
        drain(port, onEvent);
        finish();
        if (answer.kind === "error") throw fromErrorData(answer.error);
        return answer.result;
      },
      (cause: unknown) => {
        finish();
        throw new ThreadDeath(Atomics.load(position, 0), cause);
      },
    );
    const stop = (): void => {
      port.postMessage("stop");
      timer = setTimeout(() => ended.abort(), GRACE_MS);
    };
    return { result, stop };
  }

  #open(): Piscina {
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

/** Hears what a thread told just before it answered: the answer comes by another port, and may overtake it. */
function drain(port: MessagePort, onEvent: (event: ScanEvent) => void): void {
  for (let told = receiveMessageOnPort(port); told !== undefined; told = receiveMessageOnPort(port)) {
    onEvent(told.message);
  }
}
