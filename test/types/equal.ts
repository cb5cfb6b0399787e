/** Whether two types are the same, as the compiler sees them. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Accepts `true` only: `expect<Equal<A, B>>()`. */
export declare function expect<T extends true>(): T;
