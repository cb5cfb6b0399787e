// The worker thread: runs the plans it is sent and moves the columns back.
import { parentPort } from "node:worker_threads";
import type { Column } from "../../frame/index.js";
import { runScan } from "../../scan/index.js";
import { openStore } from "../../store/index.js";
import { toErrorData } from "./error-data.js";
import type { FromWorker, ToWorker } from "./messages.js";

const port = parentPort;
if (port === null) throw new Error("the worker module was loaded outside a worker thread");

const running = new Map<number, AbortController>();

port.on("message", (message: ToWorker) => {
  if (message.kind === "abort") running.get(message.id)?.abort();
  else void run(message);
});

async function run({ id, plan, store }: ToWorker & { kind: "run" }): Promise<void> {
  const send = (answer: FromWorker, moved: ArrayBuffer[] = []): void => port?.postMessage(answer, moved);
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const result = await runScan(plan, {
      store: openStore(store),
      signal: controller.signal,
      onEvent: (event) => send({ kind: "event", id, event }),
    });
    send({ kind: "result", id, result }, buffersOf(result.columns));
  } catch (error) {
    send({ kind: "error", id, error: toErrorData(error) });
  } finally {
    running.delete(id);
  }
}

function buffersOf(columns: readonly Column[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of columns) {
    for (const part of Object.values(column)) {
      if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) buffers.add(part.buffer);
    }
  }
  return [...buffers];
}
