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
  readonly #patience: Patience;
  readonly #unhear: () => void;
  #cancel: () => void = () => {};
  #hasStirred = false;
  #isDozing = false;
  /** Whether nothing came for too long. */
  isStalled = false;

  constructor(patience: Patience, outer: AbortSignal | undefined) {
    this.#patience = patience;
    this.#unhear = onAbort(outer, () => this.#controller.abort(outer?.reason));
    this.#look();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  stir(): void {
    this.#isDozing = false;
    this.#hasStirred = true;
  }

  doze(): void {
    this.#isDozing = true;
  }

  end(): void {
    this.#unhear();
    this.#cancel();
  }

  /** Looks at intervals whether something has come since, which costs less than a timer for each piece that comes. */
  #look(): void {
    this.#hasStirred = false;
    this.#cancel = this.#patience.after(this.#patience.timeoutMs, () => {
      if (this.#hasStirred || this.#isDozing) return this.#look();
      this.isStalled = true;
      this.#controller.abort(timeout());
    });
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
    await pause(patience, attempt, signal);
  }
}
