/** The part of `process` that tells of the stop button. */
export interface InterruptSource {
  on(event: "SIGINT", listener: () => void): unknown;
  removeListener(event: "SIGINT", listener: () => void): unknown;
}

/** A signal that aborts when the user interrupts, until it is no longer watched. */
export interface InterruptWatch {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/**
 * Makes a function that begins to watch for interrupts, for work that goes on beside a notebook's cell: the
 * kernel's own interrupt fails the cell and leaves such work running.
 *
 * It listens only while something is watched, and both begins and ends to listen in a turn of its own:
 * while the synchronous part of a cell runs, Node.js has taken all listeners away to stop endless loops,
 * and a listener that is added then leaves the process to die of the next interrupt.
 *
 * @param later - Runs a function in a later turn, such as `setImmediate`.
 */
export function watchInterrupts(
  source: InterruptSource,
  later: (run: () => void) => void,
): () => InterruptWatch {
  const watching = new Set<AbortController>();
  const interrupt = (): void => {
    for (const controller of watching) controller.abort(new Error("interrupted"));
  };
  let isListening = false;
  const update = (): void => {
    const isWanted = watching.size > 0;
    if (isWanted === isListening) return;
    isListening = isWanted;
    if (isWanted) source.on("SIGINT", interrupt);
    else source.removeListener("SIGINT", interrupt);
  };
  return () => {
    const controller = new AbortController();
    watching.add(controller);
    later(update);
    return {
      signal: controller.signal,
      end: () => {
        watching.delete(controller);
        later(update);
      },
    };
  };
}
