import { Worker } from "node:worker_threads";
import { EngineError } from "../../errors.js";
import type { EngineContext, ScanPlan, ScanResult } from "../../scan/index.js";
import type { StoreDescription } from "../../store/index.js";
import { fromErrorData } from "./error-data.js";
import type { FromWorker, ToWorker } from "./messages.js";

interface Task {
  readonly id: number;
  readonly plan: ScanPlan;
  readonly store: StoreDescription;
  readonly onEvent: EngineContext["onEvent"];
  readonly resolve: (result: ScanResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A few worker threads that run plans, one at a time each, in the order in which they were given.
 * Threads start when they are first needed and don't keep the process alive while idle.
 */
export class WorkerPool {
  readonly #threads: number;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Task>();
  readonly #waiting: Task[] = [];
  #nextId = 1;

  constructor(threads: number) {
    this.#threads = threads;
  }

  /** Runs a plan in the next free thread. Rejects with the signal's reason as soon as it aborts. */
  run(plan: ScanPlan, store: StoreDescription, context: Omit<EngineContext, "store">): Promise<ScanResult> {
    const { signal, onEvent } = context;
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const abort = (): void => {
        this.#cancel(id);
        reject(signal?.reason);
      };
      const settle = () => signal?.removeEventListener("abort", abort);
      const task: Task = {
        id,
        plan,
        store,
        onEvent,
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", abort);
      this.#waiting.push(task);
      this.#assign();
    });
  }

  /** Ends all threads; plans still running reject. */
  async close(): Promise<void> {
    const workers = [...this.#idle, ...this.#busy.keys()];
    for (const task of [...this.#busy.values(), ...this.#waiting]) {
      task.reject(new EngineError("the engine was closed while a scan was running"));
    }
    this.#idle.length = 0;
    this.#busy.clear();
    this.#waiting.length = 0;
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop() ?? (this.#busy.size < this.#threads ? this.#start() : undefined);
      if (worker === undefined) return;
      const task = this.#waiting.shift()!;
      this.#busy.set(worker, task);
      worker.ref();
      worker.postMessage({ kind: "run", id: task.id, plan: task.plan, store: task.store } satisfies ToWorker);
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.js", import.meta.url));
    worker.on("message", (answer: FromWorker) => this.#receive(worker, answer));
    worker.on("error", (error) => this.#lose(worker, error));
    worker.on("exit", () => this.#lose(worker, new Error("the thread ended")));
    return worker;
  }

  #receive(worker: Worker, answer: FromWorker): void {
    const task = this.#busy.get(worker);
    if (task === undefined || task.id !== answer.id) return;
    if (answer.kind === "event") {
      task.onEvent?.(answer.event);
      return;
    }
    this.#busy.delete(worker);
    this.#idle.push(worker);
    worker.unref();
    if (answer.kind === "result") task.resolve(answer.result);
    else task.reject(fromErrorData(answer.error));
    this.#assign();
  }

  #lose(worker: Worker, error: Error): void {
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    const idle = this.#idle.indexOf(worker);
    if (idle >= 0) this.#idle.splice(idle, 1);
    task?.reject(new EngineError(`a scan's thread failed: ${error.message}`, { cause: error }));
    this.#assign();
  }

  #cancel(id: number): void {
    const waiting = this.#waiting.findIndex((task) => task.id === id);
    if (waiting >= 0) this.#waiting.splice(waiting, 1);
    for (const [worker, task] of this.#busy) {
      if (task.id === id) worker.postMessage({ kind: "abort", id } satisfies ToWorker);
    }
  }
}
