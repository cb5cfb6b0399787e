/** What was staged for a partition. */
export interface StagedPartition {
  /** How many rows have a histogram of so many elements. */
  readonly rowsByLength: ReadonlyMap<number, number>;
  /** Whether some have weights of clients. */
  readonly hasClients: boolean;
}

/** Notes what is staged for each partition, which decides how its statement is best written. */
export class StagedPartitions {
  readonly #partitions = new Map<number, { rowsByLength: Map<number, number>; hasClients: boolean }>();

  /** Notes a row. */
  note(partition: number, length: number, hasClients: boolean): void {
    let staged = this.#partitions.get(partition);
    if (staged === undefined) {
      staged = { rowsByLength: new Map(), hasClients: false };
      this.#partitions.set(partition, staged);
    }
    staged.rowsByLength.set(length, (staged.rowsByLength.get(length) ?? 0) + 1);
    staged.hasClients ||= hasClients;
  }

  /** The partitions by their ids, ascending. */
  sorted(): ReadonlyMap<number, StagedPartition> {
    return new Map([...this.#partitions].sort(([a], [b]) => a - b));
  }
}
