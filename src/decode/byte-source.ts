/** Bytes that are pulled piece by piece; every layer of a stored object is one. */
export interface ByteSource {
  /**
   * Resolves to the next piece, never empty, or to `null` at the end. A piece's memory may serve again for the next one.
   *
   * @param room - Gives memory of so many bytes, in which a piece may be put that would have to be copied anyway.
   */
  next(room?: (byteLength: number) => Uint8Array): Promise<Uint8Array | null>;
  /** Why the source ended before its time, or `null`. Known once `next` gave `null`. */
  readonly failure: string | null;
  /** Releases everything below. May be called at any time, more than once. */
  close(): Promise<void>;
}
