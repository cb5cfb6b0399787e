import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";

/** How long requests are waited for and repeated. */
export interface Patience {
  /** How often a request is sent at most before its failure counts. */
  readonly attempts: number;
  /** How long nothing may come before a request counts as failed, in milliseconds. */
  readonly timeoutMs: number;
  /** A number from 0 to below 1, for the jitter of pauses. */
  readonly random: () => number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as that aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 20_000;

/** What stores have where nothing else is given. */
export const defaultPatience: Patience = {
  attempts: 6,
  timeoutMs: 30_000,
  random: () => randomInt(2 ** 32) / 2 ** 32,
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

/**
 * Pauses before a repeated request: a random part of a span that doubles each time, so that clients that failed together
 * don't come back together.
 *
 * @param failures - How often the request has failed so far, from 1.
 */
export async function pause(patience: Patience, failures: number, signal: AbortSignal): Promise<void> {
  const span = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  await patience.wait(span * patience.random(), signal);
}
