import type { ScanEvent, ScanPlan, ScanResult } from "../../scan/index.js";
import type { StoreDescription } from "../../store/index.js";
import type { ErrorData } from "./error-data.js";

/** What the pool sends to a worker thread. */
export type ToWorker =
  | { readonly kind: "run"; readonly id: number; readonly plan: ScanPlan; readonly store: StoreDescription }
  | { readonly kind: "abort"; readonly id: number };

/** What a worker thread answers. */
export type FromWorker =
  | { readonly kind: "event"; readonly id: number; readonly event: ScanEvent }
  | { readonly kind: "result"; readonly id: number; readonly result: ScanResult }
  | { readonly kind: "error"; readonly id: number; readonly error: ErrorData };
