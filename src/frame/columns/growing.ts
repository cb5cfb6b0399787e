/** A typed array that grows by doubling. `values` is replaced when it does. */
export interface Growing<A extends TypedArray> {
  values: A;
  /** Makes room for `length` items. */
  reserve(length: number): void;
  /** The first `length` items in an array of exactly that size, so that a clone carries nothing else. */
  take(length: number): A;
}

type TypedArray = Uint8Array | Uint32Array | Int32Array | Float64Array | BigInt64Array;

/** Starts a growing typed array. */
export function growing<A extends TypedArray>(type: new (length: number) => A, capacity = 64): Growing<A> {
  // Kept apart, as the lengths of five sorts of arrays would be looked up anew for each row.
  let room = capacity;
  const state: Growing<A> = {
    values: new type(capacity),
    reserve: (length) => {
      if (length <= room) return;
      room = Math.max(length, room * 2);
      const larger = new type(room);
      larger.set(state.values as never);
      state.values = larger;
    },
    take: (length) => (length === room ? state.values : (state.values.slice(0, length) as A)),
  };
  return state;
}
