/** What can be wrong with bytes that came. */
export type ReadFailureKind = "broken" | "otherRange" | "replaced" | "wrongChecksum";

/** What came is not what was asked for, though the server meant it as an answer. */
export class ReadFailure extends Error {
  override readonly name = "ReadFailure";
  readonly kind: ReadFailureKind;
  /** Whether another try may give it. */
  readonly isTransient: boolean;

  constructor(kind: ReadFailureKind, isTransient: boolean) {
    super(kind);
    this.kind = kind;
    this.isTransient = isTransient;
  }
}
