// A worker module whose store does odd things on some objects, as a scan in a thread may.
import { runTask as run } from "../../src/engine/local/run-task.js";
import { withRead } from "../../src/scan/index.js";
import { openStore } from "../../src/store/index.js";

export function runTask(task: Parameters<typeof run>[0]): ReturnType<typeof run> {
  return run(task, (description) => {
    const store = openStore(description);
    return withRead(store, (key, options) => {
      if (key.includes("exits")) process.exit(7);
      if (key.includes("throws")) {
        queueMicrotask(() => {
          throw new Error("thrown past the scan");
        });
      }
      if (key.includes("hangs")) {
        new BroadcastChannel("odd-worker").postMessage("hangs");
        for (;;);
      }
      return store.read(key, options);
    });
  });
}
