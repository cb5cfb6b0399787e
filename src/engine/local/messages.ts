import type { MessagePort } from "node:worker_threads";
import type { WasmModule } from "../../kernel/index.js";
import type { ScanEvent, ScanPlan, ScanResult } from "../../scan/index.js";
import type { StoreDescription } from "../../store/index.js";
import type { ErrorData } from "./error-data.js";

/** What a worker thread is given to do. */
export interface ThreadTask {
  readonly plan: ScanPlan;
  readonly store: StoreDescription;
  /** Shared: the place in `plan.objects` of the object that is being read, -1 before the first. */
  readonly position: Int32Array;
  /** Takes the scan's events and then the answer out of the thread; any message into it asks it to stop. */
  readonly port: MessagePort;
}

/** What comes out of a worker thread: events, then one of the others. */
export type ThreadMessage =
  | { readonly kind: "event"; readonly event: ScanEvent }
  | { readonly kind: "result"; readonly result: ScanResult }
  | { readonly kind: "error"; readonly error: ErrorData };

/** What every worker thread finds as its `workerData`: what is made once and shared. */
export interface ThreadData {
  /** The kernel, compiled. */
  readonly kernel?: WasmModule;
}
