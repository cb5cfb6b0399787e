import type { StoreDescription, StoredObject } from "../../store/index.js";
import type { DayTask, ObjectDone } from "./day-work.js";

/** What a thread is started with. */
export interface DayThreadData {
  readonly task: DayTask;
  readonly store: StoreDescription;
}

/** What a thread is asked for, one thing at a time. */
export type ToDayThread =
  | { readonly kind: "add"; readonly object: StoredObject; readonly skipped: readonly number[] }
  | { readonly kind: "ids"; readonly object: StoredObject }
  | { readonly kind: "take" };

/** An error as plain data. */
export interface ThreadError {
  readonly name: string;
  readonly message: string;
  /** The error's own facts, such as the key of an object. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a thread answers. */
export type FromDayThread =
  | { readonly kind: "added"; readonly done: ObjectDone }
  | { readonly kind: "ids"; readonly ids: readonly string[] }
  | { readonly kind: "taken"; readonly bytes: Uint8Array }
  | { readonly kind: "error"; readonly error: ThreadError };
