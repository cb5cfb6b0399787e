import { randomInt } from "node:crypto";
import { clearTimeout, setTimeout } from "node:timers";
import { onAbort } from "./on-abort.js";

/** How long requests are waited for and repeated. */
export interface Patience {
  /** How often a request is sent at most before its failure counts. */
  readonly attempts: number;
  /** How long nothing may come before a request counts as failed, in milliseconds. */
  readonly timeoutMs: number;
  /** A number from 0 to below 1, for the jitter of pauses. */
  readonly random: () => number;
  /** Calls `act` after `ms`; gives what takes that back. */
  readonly after: (ms: number, act: () => void) => () => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 20_000;

/** What stores have where nothing else is given. */
export const defaultPatience: Patience = {
  attempts: 6,
  timeoutMs: 30_000,
  random: () => randomInt(2 ** 32) / 2 ** 32,
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Pauses before a repeated request: a random part of a span that doubles each time, so that clients that failed together
 * don't come back together. An abort ends it with the signal's reason.
 *
 * @param failures - How often the request has failed so far, from 1.
 */
export async function pause(
  { random, after }: Patience,
  failures: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const span = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  await new Promise<void>((resolve) => {
    const cancel = after(span * random(), () => {
      unhear();
      resolve();
    });
    const unhear = onAbort(signal, () => {
      cancel();
      resolve();
    });
  });
  signal?.throwIfAborted();
}
