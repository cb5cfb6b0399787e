import type { Column } from "../../frame/index.js";
import { runPlan } from "../../scan/index.js";
import { openStore, type Store, type StoreDescription } from "../../store/index.js";
import { toErrorData } from "./error-data.js";
import type { ThreadMessage, ThreadTask } from "./messages.js";

/**
 * Runs a task in its thread. The buffers of the columns are moved out, not copied; errors come out as data.
 *
 * @param open - Opens the store.
 */
export async function runTask(
  { plan, store, position, port }: ThreadTask,
  open: (description: StoreDescription) => Store = openStore,
): Promise<void> {
  const send = (message: ThreadMessage, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);
  const stopped = new AbortController();
  port.on("message", () => stopped.abort());
  const places = new Map(plan.objects.map(({ key }, place) => [key, place]));
  try {
    const result = await runPlan(plan, {
      store: open(store),
      signal: stopped.signal,
      onEvent: (event) => send({ kind: "event", event }),
      onObject: (key) => void Atomics.store(position, 0, places.get(key) ?? -1),
    });
    send({ kind: "result", result }, buffersOf(result.columns));
  } catch (error) {
    send({ kind: "error", error: toErrorData(error) });
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
