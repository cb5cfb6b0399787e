/**
 * Refuses what an async function gives where an answer is needed at once: a promise is neither true nor
 * false, but passes for true.
 *
 * @param asker - What called the function, for the error.
 * @throws {TypeError} If the value is a promise, or anything else with a `then`.
 *
 * @example
 * refusePromise(true, "filter"); // undefined
 */
export function refusePromise(value: unknown, asker: string): void {
  if (typeof value !== "object" || value === null) return;
  if (typeof (value as { then?: unknown }).then !== "function") return;
  throw new TypeError(
    `${asker} needs a synchronous function, got one that gives a promise; await what it needs beforehand`,
  );
}
