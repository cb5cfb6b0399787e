import { rm } from "node:fs/promises";
import { AggregateCells } from "../cells/aggregate-cells.js";
import { type FoldedCells, foldClients, groupByClient } from "../cells/fold-clients.js";
import { groupKeys, rowsOf } from "../cells/rows-of.js";
import type { RowShape } from "../row-shape.js";
import type { AggregateKind, AggregateRow, AggregateSet, RollupAccount } from "../types.js";
import type { SpilledRun } from "./spilled-run.js";

/**
 * Aggregates that lie on disk in several runs. Its rows are those of the runs merged; what is in memory at a time are the
 * runs' keys and series, and the cells of one row key. Where rows have client histograms, the cells without clients are.
 */
export class SpilledAggregate implements AggregateSet {
  readonly account: RollupAccount;
  readonly #runs: readonly SpilledRun[];
  readonly #shape: RowShape;
  readonly #folder: string;
  /** For each key of each run the run and the key's number there. */
  readonly #places: readonly { readonly run: SpilledRun; readonly key: number }[];
  #folded: FoldedCells | null = null;

  /** @param folder - Holds the runs' files and nothing else; it is removed by {@link SpilledAggregate.close}. */
  constructor(runs: readonly SpilledRun[], shape: RowShape, account: RollupAccount, folder: string) {
    this.#runs = runs;
    this.#shape = shape;
    this.account = account;
    this.#folder = folder;
    this.#places = runs.flatMap((run) => run.keys.map((_, key) => ({ run, key })));
  }

  *rows(kind?: AggregateKind): Generator<AggregateRow> {
    const kinds: readonly AggregateKind[] = kind === undefined ? ["build_id", "submission_date"] : [kind];
    for (const one of kinds) {
      if (this.#shape.byClient) {
        this.#folded ??= this.#fold();
        yield* rowsOf(this.#folded.cells, this.#shape, one, this.#folded.weights);
      } else {
        for (const { ids } of groupKeys(this.#keys(), one))
          yield* rowsOf(this.#read(ids), this.#shape, one, null);
      }
    }
  }

  /** Removes the files. */
  async close(): Promise<void> {
    for (const run of this.#runs) run.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #keys(): SpilledRun["keys"] {
    return this.#places.map(({ run, key }) => run.keys[key]!);
  }

  #read(places: readonly number[]): AggregateCells {
    const cells = new AggregateCells();
    for (const place of places) {
      const { run, key } = this.#places[place]!;
      run.addTo(cells, key);
    }
    return cells;
  }

  #fold(): FoldedCells {
    let folded: FoldedCells | undefined;
    for (const ids of groupByClient(this.#keys())) folded = foldClients(this.#read(ids), folded);
    return folded ?? foldClients(new AggregateCells());
  }
}
