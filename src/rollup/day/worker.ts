// A thread that aggregates objects: does what it is asked for, and answers.
import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "../../store/index.js";
import { DayWork } from "./day-work.js";
import type { DayThreadData, FromDayThread, ToDayThread } from "./messages.js";

const port = parentPort;
if (port === null) throw new Error("the thread's module was loaded outside of a thread");

const { task, store } = workerData as DayThreadData;
let work: DayWork | null = null;

port.on("message", (message: ToDayThread) => {
  answer(message).then(
    (reply) => port.postMessage(reply, reply.kind === "taken" ? [reply.bytes.buffer as ArrayBuffer] : []),
    (error: Error) => {
      const { name, message: text } = error;
      port.postMessage({
        kind: "error",
        error: { name, message: text, facts: { ...error } },
      } satisfies FromDayThread);
    },
  );
});

async function answer(message: ToDayThread): Promise<FromDayThread> {
  work ??= new DayWork(task, await openStore(store));
  if (message.kind === "add") return { kind: "added", done: await work.add(message.object, message.skipped) };
  if (message.kind === "ids") return { kind: "ids", ids: await work.documentIds(message.object) };
  const aggregate = await work.take();
  return { kind: "taken", bytes: aggregate.toBytes() };
}
