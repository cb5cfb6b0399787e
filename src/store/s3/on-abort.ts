const heard = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `act` when a signal aborts, at once if it has. However many acts wait for a signal, it has one listener: Node
 * takes many for a leak and warns.
 *
 * @returns What takes the act back.
 */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal === undefined) return () => {};
  if (signal.aborted) {
    act();
    return () => {};
  }
  const acts = heard.get(signal) ?? listenTo(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  heard.set(signal, acts);
  const listen = (): void => {
    for (const act of [...acts]) act();
  };
  signal.addEventListener("abort", listen, { once: true });
  return acts;
}
