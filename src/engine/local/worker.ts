// The module that worker threads run.
import { workerData } from "node:worker_threads";
import { useKernelModule } from "../../kernel/index.js";
import type { ThreadData, ThreadTask } from "./messages.js";
import { runTask as run } from "./run-task.js";

const { kernel } = workerData as ThreadData;
if (kernel !== undefined) useKernelModule(kernel);

export function runTask(task: ThreadTask): Promise<void> {
  return run(task);
}
