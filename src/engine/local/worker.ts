// The module that worker threads run.
import type { ThreadTask } from "./messages.js";
import { runTask as run } from "./run-task.js";

export function runTask(task: ThreadTask): Promise<void> {
  return run(task);
}
