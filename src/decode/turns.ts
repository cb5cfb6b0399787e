import { setImmediate } from "node:timers/promises";

/** Timers, and what else wants to run in this thread, wait at most about so long. */
const TURN_MS = 10;

/** Lets other work have its turn now and then, where all that is awaited is there already. */
export class Turns {
  #lastAt = performance.now();

  /** Whether other work has waited long enough. */
  get isDue(): boolean {
    return performance.now() - this.#lastAt > TURN_MS;
  }

  /** Ends when other work has had its turn. */
  async give(): Promise<void> {
    await setImmediate();
    this.#lastAt = performance.now();
  }
}
