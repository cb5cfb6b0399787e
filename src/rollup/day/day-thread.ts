import { Worker } from "node:worker_threads";
import { DecodeError, EngineError, StoreError } from "../../errors.js";
import type { StoredObject } from "../../store/index.js";
import { PartialAggregate } from "../partial-aggregate.js";
import type { DayWorker, ObjectDone } from "./day-work.js";
import type { DayThreadData, FromDayThread, ThreadError, ToDayThread } from "./messages.js";

/** Aggregates objects in a thread of its own, which starts when it is first asked. */
export class DayThread implements DayWorker {
  readonly #data: DayThreadData;
  #worker: Worker | null = null;
  #reject: ((error: Error) => void) | null = null;
  #resolve: ((answer: FromDayThread) => void) | null = null;

  constructor(data: DayThreadData) {
    this.#data = data;
  }

  async add(object: StoredObject, skipped: readonly number[]): Promise<ObjectDone> {
    const answer = await this.#ask({ kind: "add", object, skipped });
    if (answer.kind !== "added") throw unexpected(answer);
    return answer.done;
  }

  async documentIds(object: StoredObject): Promise<readonly string[]> {
    const answer = await this.#ask({ kind: "ids", object });
    if (answer.kind !== "ids") throw unexpected(answer);
    return answer.ids;
  }

  async take(): Promise<PartialAggregate> {
    const answer = await this.#ask({ kind: "take" });
    if (answer.kind !== "taken") throw unexpected(answer);
    return PartialAggregate.fromBytes(answer.bytes);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #ask(message: ToDayThread): Promise<FromDayThread> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      worker.postMessage(message);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: this.#data });
    worker.on("message", (answer: FromDayThread) => {
      if (answer.kind === "error") this.#reject?.(toError(answer.error));
      else this.#resolve?.(answer);
    });
    const lost = (cause: Error): void =>
      this.#reject?.(new EngineError(`a roll-up's thread failed: ${cause.message}`, { cause }));
    worker.on("error", lost);
    worker.on("exit", () => lost(new Error("the thread ended")));
    return worker;
  }
}

function unexpected({ kind }: FromDayThread): EngineError {
  return new EngineError(`a roll-up's thread gave an answer that was not asked for: ${JSON.stringify(kind)}`);
}

function toError({ name, message, facts }: ThreadError): Error {
  const { key, byteOffset, kind } = facts;
  if (name === "StoreError" && typeof key === "string") return new StoreError(message, { key });
  if (name === "DecodeError" && typeof key === "string") {
    return new DecodeError(message, { key, byteOffset: Number(byteOffset), kind: String(kind) });
  }
  return new EngineError(message);
}
