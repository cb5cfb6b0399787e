// The module that worker threads run.
import type { ThreadAnswer, ThreadTask } from "./messages.js";
import { runTask as run } from "./run-task.js";

export function runTask(task: ThreadTask): Promise<ThreadAnswer> {
  return run(task);
}
