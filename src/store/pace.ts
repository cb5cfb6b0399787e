import { setImmediate } from "node:timers/promises";

/** What takes longer waits for a disk or a network. */
const SLOW_MS = 2;
/** How many things are then done elsewhere, before doing one at once is tried again. */
const THINGS_ELSEWHERE = 16;
/** Timers, and what else wants to run in this thread, wait at most about so long. */
const TURN_MS = 5;

/**
 * Asks the file system at once while it answers from memory, and by another thread while it waits for a disk or a network.
 *
 * Most files that are scanned lie in the system's memory, and asking another thread for what is there costs more than taking it.
 */
export class Pace {
  readonly #slowMs: number;
  #elsewhere = 0;
  #turnedAt = performance.now();

  constructor(slowMs: number = SLOW_MS) {
    this.#slowMs = slowMs;
  }

  /** Whether the next thing will be done elsewhere. */
  get isSlow(): boolean {
    return this.#elsewhere > 0;
  }

  /**
   * Does one thing in either way. Lets other work have its turn before, when that is due.
   *
   * @param sizeOf - How many times as long what was done may take as others.
   */
  async run<T>(
    atOnce: () => T,
    elsewhere: () => Promise<T>,
    sizeOf: (done: T) => number = () => 1,
  ): Promise<T> {
    if (this.#elsewhere > 0) {
      this.#elsewhere -= 1;
      return elsewhere();
    }
    const now = performance.now();
    if (now - this.#turnedAt > TURN_MS) {
      await setImmediate();
      this.#turnedAt = performance.now();
    }
    return this.#measured(atOnce, sizeOf);
  }

  /** Does one thing without waiting; null, and nothing done, if it is to be done elsewhere or other work has its turn. */
  runAtOnce<T>(atOnce: () => T, sizeOf: (done: T) => number = () => 1): T | null {
    if (this.#elsewhere > 0 || performance.now() - this.#turnedAt > TURN_MS) return null;
    return this.#measured(atOnce, sizeOf);
  }

  #measured<T>(atOnce: () => T, sizeOf: (done: T) => number): T {
    const startedAt = performance.now();
    let size = 1;
    try {
      const done = atOnce();
      size = Math.max(1, sizeOf(done));
      return done;
    } finally {
      if (performance.now() - startedAt > this.#slowMs * size) this.#elsewhere = THINGS_ELSEWHERE;
    }
  }
}
