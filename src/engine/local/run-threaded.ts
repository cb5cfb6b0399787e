import {
  addAccounts,
  bytesOf,
  type EngineContext,
  emptyAccount,
  mergeResults,
  progressOf,
  type ScanAccount,
  type ScanPlan,
  type ScanResult,
  splitPlan,
  withTables,
} from "../../scan/index.js";
import { type RunInThread, runSurviving } from "./run-surviving.js";
import { splitLargeObjects } from "./split-large-objects.js";

/** The least that one thread takes at a time, in stored bytes: enough to outweigh handing it over. */
const SMALLEST_PART = 2 ** 20;
/** The most, give or take an object: what a part gives stays in its thread until the part ends. */
const LARGEST_PART = 128 * 2 ** 20;
/** The same where a thread's memory is small, where a cache makes some objects cost next to nothing, and of an object that is split. */
const LARGEST_SMALL_PART = 16 * 2 ** 20;

/** How a plan is split over threads. */
export interface ThreadedOptions {
  readonly threads: number;
  /** Whether a thread has less memory than others have. */
  readonly isHeapSmall: boolean;
}

/**
 * Splits a plan over threads and joins the results in the order of the plan.
 *
 * Parts get smaller towards the end of the plan, and the largest begin first, so that threads end together though they
 * seldom wait for a part: after each, a core that had nothing to do is slow for a while. Memory holds the columns of the
 * rows kept, and what the running parts are reading; never what waits to be read.
 *
 * The error thrown is that of the earliest part in reading order, whichever thread failed first.
 */
export async function runThreaded(
  plan: ScanPlan,
  context: EngineContext,
  { threads, isHeapSmall }: ThreadedOptions,
  run: RunInThread,
): Promise<ScanResult> {
  const { signal } = context;
  const bytes = bytesOf(plan.objects);
  const progress = progressOf(plan.objects);
  const partOf = (bytesLeft: number, largest: number): number =>
    Math.min(largest, Math.max(SMALLEST_PART, bytesLeft / (threads * 8)));
  // Fewer than twice the threads can be that large.
  const share = Math.max(2 * LARGEST_SMALL_PART, bytes / (threads * 2));
  const split = await splitLargeObjects(withTables(plan), context, share, partOf(bytes, LARGEST_SMALL_PART));
  const largest = isHeapSmall || plan.cache !== undefined ? LARGEST_SMALL_PART : LARGEST_PART;
  const parts = splitPlan(split, (bytesLeft) => partOf(bytesLeft, largest));
  const done = sums(parts.length);
  const results: ScanResult[] = new Array(parts.length);
  const running = new Map<number, AbortController>();
  let failed = { place: Number.POSITIVE_INFINITY, error: null as unknown };

  const runPart = async (place: number): Promise<void> => {
    const controller = new AbortController();
    running.set(place, controller);
    const onEvent: EngineContext["onEvent"] = (event) => {
      if (event.kind !== "progress") return context.onEvent?.(event);
      context.onEvent?.(progress(done.put(place, event.account)));
    };
    try {
      const partContext = { ...context, signal: controller.signal, onEvent };
      results[place] = await runSurviving(parts[place]!, partContext, run);
    } catch (error) {
      if (place < failed.place) failed = { place, error };
      // What comes later can't change the outcome; what comes earlier can.
      for (const [other, controller] of running) {
        if (other > place) controller.abort(new Error("an earlier part failed"));
      }
    } finally {
      running.delete(place);
    }
  };

  const bySize = parts.map((part, place) => ({ place, bytes: bytesOf(part.objects) }));
  bySize.sort((a, b) => b.bytes - a.bytes);
  const waiting = bySize.values();
  const lane = async (): Promise<void> => {
    for (const { place } of waiting) {
      if (signal?.aborted) return;
      if (place < failed.place) await runPart(place);
    }
  };

  const abort = (): void => {
    for (const controller of running.values()) controller.abort(signal?.reason);
  };
  signal?.addEventListener("abort", abort);
  try {
    await Promise.all(Array.from({ length: threads }, lane));
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  signal?.throwIfAborted();
  if (failed.place < parts.length) throw failed.error;
  return mergeResults(asOneThreadReads(parts, results));
}

/** Leaves out parts of an object of which an earlier part could not be read: one thread would not have come so far. */
function asOneThreadReads(parts: readonly ScanPlan[], results: readonly ScanResult[]): ScanResult[] {
  let failed: string | null = null;
  return results.filter(({ account }, place) => {
    const { key, lines } = parts[place]!.objects[0] ?? {};
    if (lines === undefined || key === undefined) return true;
    if (key === failed) return false;
    if (account.damage.store !== undefined) failed = key;
    return true;
  });
}

/** Adds up accounts of which one changes at a time: in blocks, so that a change costs the root of their number. */
function sums(length: number): { put(place: number, account: ScanAccount): ScanAccount } {
  const size = Math.max(1, Math.ceil(Math.sqrt(length)));
  const blocks = Array.from({ length: Math.ceil(length / size) }, () => emptyAccount);
  const accounts = new Array<ScanAccount>(length).fill(emptyAccount);
  return {
    put: (place, account) => {
      accounts[place] = account;
      const block = Math.floor(place / size);
      blocks[block] = addAccounts(accounts.slice(block * size, (block + 1) * size));
      return addAccounts(blocks);
    },
  };
}
