/** A thread ended before its task did. Where it is caught, the object it died on is known. */
export class ThreadDeath extends Error {
  override readonly name = "ThreadDeath";
  /** The place in the plan of the object that was being read; -1 if it died before the first. */
  readonly position: number;

  constructor(position: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.position = position;
  }
}
