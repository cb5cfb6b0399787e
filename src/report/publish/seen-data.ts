import { type Column, columnValues } from "../../frame/index.js";
import { IdentifierSet } from "./identifier-set.js";

/** What was seen of data, as plain data for another process. */
export interface SeenRecord {
  /** Hashes of identifiers. */
  readonly hashes: readonly number[];
  /** Whether each source that was read is made up. */
  readonly synthetic: readonly boolean[];
}

/**
 * What a run saw of the data, to check against what it shows: the identifiers, as hashes, and whether all
 * of it was made up.
 */
export class SeenData {
  /** The identifiers in columns of such. */
  readonly identifiers: IdentifierSet = new IdentifierSet();
  readonly #synthetic: boolean[] = [];

  /** Takes note of columns that were read. They are not kept. */
  noteColumns(columns: readonly Column[]): void {
    for (const column of columns) {
      if (column.kind !== "id" && column.kind !== "uuid") continue;
      for (const value of columnValues(column)) if (typeof value === "string") this.identifiers.add(value);
    }
  }

  /** Takes note of a source that is read. */
  noteSource({ synthetic }: { readonly synthetic: boolean }): void {
    this.#synthetic.push(synthetic);
  }

  /** Whether all data is made up, as far as it is known: not if no source was read. */
  get isSynthetic(): boolean {
    return this.#synthetic.length > 0 && this.#synthetic.every((one) => one);
  }

  /** Reads what another process noted: one record as JSON a line. */
  static fromLines(text: string): SeenData {
    const seen = new SeenData();
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const { hashes, synthetic } = JSON.parse(line) as SeenRecord;
      seen.identifiers.addHashes(hashes);
      seen.#synthetic.push(...synthetic);
    }
    return seen;
  }

  toJSON(): SeenRecord {
    return { hashes: this.identifiers.toJSON(), synthetic: [...this.#synthetic] };
  }
}
