import { isDeepStrictEqual } from "node:util";
import type { Column } from "../frame/index.js";
import type { PropertySpec } from "../ping/index.js";
import { propertyIdentity, type ScanAccount, type ScanResult } from "../scan/index.js";

/** What a reading of columns gave. */
export interface ColumnReading extends ScanResult {
  /** Whether every object has an etag, so that a later reading gives the same rows or fails. */
  readonly isRepeatable: boolean;
}

interface Kept {
  readonly account: ScanAccount;
  readonly isRepeatable: boolean;
  readonly columns: Map<string, { readonly column: Column; readonly unexpected: number }>;
}

/** Columns kept in memory from one reading to the next. */
export class ColumnCache {
  #kept: Kept | null = null;
  /** Ends when the reading before has: two at once would read the same twice, and one forget the other's columns. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Gives columns from memory, and reads those that are not there.
   *
   * @param read - Reads columns of all objects. Called for what is missing only, if that is sure to be of the
   *   same rows, else for all that was asked for, and what was kept before is let go.
   */
  take(
    specs: readonly PropertySpec[],
    exact: readonly string[],
    read: (specs: readonly PropertySpec[]) => Promise<ColumnReading>,
  ): Promise<ColumnReading> {
    const taken = this.#last.then(() => this.#take(specs, exact, read));
    this.#last = taken.catch(() => {});
    return taken;
  }

  async #take(
    specs: readonly PropertySpec[],
    exact: readonly string[],
    read: (specs: readonly PropertySpec[]) => Promise<ColumnReading>,
  ): Promise<ColumnReading> {
    const keyOf = (spec: PropertySpec): string => propertyIdentity(spec, exact);
    const kept = this.#kept;
    const missing = specs.filter((spec) => !kept?.columns.has(keyOf(spec)));
    if (kept === null || missing.length > 0) {
      const wanted = kept?.isRepeatable ? missing : specs;
      const added = await read(wanted);
      if (kept?.isRepeatable && !isOfSameRows(kept.account, added.account)) {
        this.#kept = null;
        return this.#take(specs, exact, read);
      }
      const columns = new Map(kept?.isRepeatable ? kept.columns : []);
      for (const [place, spec] of wanted.entries()) {
        const unexpected = added.account.unexpectedTypes[spec.name] ?? 0;
        columns.set(keyOf(spec), { column: added.columns[place]!, unexpected });
      }
      this.#kept = { account: added.account, isRepeatable: added.isRepeatable, columns };
    }
    const { account, columns, isRepeatable } = this.#kept!;
    const found = specs.map((spec) => ({ name: spec.name, ...columns.get(keyOf(spec))! }));
    const unexpectedTypes: Record<string, number> = {};
    for (const { name, unexpected } of found) if (unexpected > 0) unexpectedTypes[name] = unexpected;
    return {
      columns: found.map(({ column }) => column),
      account: { ...account, unexpectedTypes },
      isRepeatable,
    };
  }
}

/** Whether two readings of the same objects met the same damage. */
function isOfSameRows(a: ScanAccount, b: ScanAccount): boolean {
  return isDeepStrictEqual([a.records, a.damage, a.damageReports], [b.records, b.damage, b.damageReports]);
}
