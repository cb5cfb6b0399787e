/**
 * Runs `act` over items, at most `concurrency` at once, and gives the results in the order of the items.
 * After the first failure no further item is started.
 *
 * @throws {RangeError} If `concurrency` is not a whole number from 1.
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  concurrency: number,
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`concurrency is not a whole number from 1: ${concurrency}`);
  }
  const results = new Array<R>(items.length);
  let next = 0;
  let hasFailed = false;
  const work = async (): Promise<void> => {
    while (next < items.length && !hasFailed) {
      const index = next++;
      try {
        results[index] = await act(items[index]!);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return results;
}
