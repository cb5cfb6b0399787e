/**
 * The error classes, one for each decision a caller can make.
 *
 * Wrong arguments are not here: they are `TypeError` and `RangeError`.
 *
 * @module
 */

/** Options of every pingframe error: the underlying error, if there is one. */
export interface CauseOptions {
  /** The error this one was made from. */
  readonly cause?: unknown;
}

/**
 * Why a store failed: there is no such object (or no store), another one has taken its place since it was listed, it may not be
 * had, or something else, which may pass.
 */
export type StoreFailure = "missing" | "replaced" | "denied" | "other";

/** An object could not be listed, read or written. Retrying may help; so may skipping the object. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  /** The object's key, or the prefix that was listed. */
  readonly key: string;
  /** Why; only `"missing"` says that the object is not there. */
  readonly failure: StoreFailure;

  constructor(message: string, facts: { key: string; failure?: StoreFailure } & CauseOptions) {
    super(message, "cause" in facts ? { cause: facts.cause } : undefined);
    this.key = facts.key;
    this.failure = facts.failure ?? "other";
  }
}

/** Stored bytes are not what their format says. Retrying does not help; skipping the record does. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  /** The object's key, or an empty string when the bytes came from elsewhere. */
  readonly key: string;
  /** Where in the uncompressed stream the damage starts, in bytes. */
  readonly byteOffset: number;
  /** What kind of damage it is, as scans count it. */
  readonly kind: string;

  constructor(message: string, facts: { key: string; byteOffset: number; kind: string } & CauseOptions) {
    super(message, "cause" in facts ? { cause: facts.cause } : undefined);
    this.key = facts.key;
    this.byteOffset = facts.byteOffset;
    this.kind = facts.kind;
  }
}

/** A question can't be turned into a plan: an unknown source, dimension or property. Fix the call. */
export class PlanError extends Error {
  override readonly name = "PlanError";

  constructor(message: string, facts: CauseOptions = {}) {
    super(message, "cause" in facts ? { cause: facts.cause } : undefined);
  }
}

/** An engine failed to run a plan for a reason that is not in the data. Report it. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(message: string, facts: CauseOptions = {}) {
    super(message, "cause" in facts ? { cause: facts.cause } : undefined);
  }
}

/** The database refused, or holds something else than what was asked for; `code` says which. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  /** What went wrong, as a word: an SQLSTATE, or one of pingframe's own such as `day-changed`. */
  readonly code: string;
  /** The statement that failed, cut at 200 characters; empty when it was not a statement. Never holds values. */
  readonly sql: string;

  constructor(message: string, facts: { code: string; sql?: string } & CauseOptions) {
    super(message, "cause" in facts ? { cause: facts.cause } : undefined);
    this.code = facts.code;
    this.sql = facts.sql ?? "";
  }
}
