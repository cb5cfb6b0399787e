/** A ping as a plain JSON document; whole numbers beyond 2^53 may be bigints, so that they are exact. */
export type PingDocument = Readonly<Record<string, unknown>>;
