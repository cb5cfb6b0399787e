import { classifyFailure, type S3Failure } from "./classify-failure.js";
import { onAbort } from "./on-abort.js";
import { type Patience, pause } from "./patience.js";

/** A request that has failed for good. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly failure: S3Failure;
  /** How often it was sent. */
  readonly attempts: number;

  constructor(failure: S3Failure, attempts: number) {
    super(failure.reason);
    this.failure = failure;
    this.attempts = attempts;
  }
}

/**
 * Watches over one attempt: it ends when the caller's signal aborts, or when nothing has come for too long.
 * Hand `signal` to the client, call `stir` whenever something came, `doze` while nothing is waited for, and `end` at last.
 */
export class Watch {
  readonly #controller = new AbortController();
  readonly #over = new AbortController();
  readonly #unhear: () => void;
  #stirs = 0;
  #isDozing = false;
  /** Whether nothing came for too long. */
  isStalled = false;

  constructor({ wait, timeoutMs }: Patience, outer: AbortSignal | undefined) {
    this.#unhear = onAbort(outer, () => this.#controller.abort(outer?.reason));
    void this.#watch(wait, timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  stir(): void {
    this.#isDozing = false;
    this.#stirs++;
  }

  doze(): void {
    this.#isDozing = true;
  }

  end(): void {
    this.#unhear();
    this.#over.abort();
  }

  async #watch(wait: Patience["wait"], timeoutMs: number): Promise<void> {
    const { signal } = this.#over;
    for (let seen = -1; seen !== this.#stirs || this.#isDozing; ) {
      seen = this.#stirs;
      try {
        await wait(timeoutMs, signal);
      } catch {
        return;
      }
      if (signal.aborted) return;
    }
    this.isStalled = true;
    this.#controller.abort(timeout());
  }
}

function timeout(): Error {
  return Object.assign(new Error("nothing came in time"), { name: "TimeoutError" });
}

/** What an attempt's error was: a stall looks like an abort to the client. */
export function failureOf(error: unknown, watch: Watch): S3Failure {
  return classifyFailure(watch.isStalled ? timeout() : error);
}

/**
 * Sends a request until it succeeds, fails for good or has failed often enough.
 *
 * @param send - Sends it once.
 * @throws {RequestFailure} When it has failed.
 */
export async function request<T>(
  send: (signal: AbortSignal) => Promise<T>,
  patience: Patience,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const watch = new Watch(patience, signal);
    try {
      return await send(watch.signal);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = failureOf(error, watch);
      if (!failure.isTransient || attempt >= patience.attempts) throw new RequestFailure(failure, attempt);
    } finally {
      watch.end();
    }
    await pauseFor(patience, attempt, signal);
  }
}

/** Pauses; an abort ends the pause with the signal's reason. */
export async function pauseFor(
  patience: Patience,
  failures: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const controller = new AbortController();
  const unhear = onAbort(signal, () => controller.abort());
  try {
    await pause(patience, failures, controller.signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    unhear();
  }
}
