import { addDrops } from "./add-drops.js";
import { AggregateCells } from "./cells/aggregate-cells.js";
import { decodeCells } from "./cells/decode-cells.js";
import { encodeCells } from "./cells/encode-cells.js";
import { foldClients } from "./cells/fold-clients.js";
import { rowsOf } from "./cells/rows-of.js";
import type { RollupProfile } from "./profile.js";
import { isSameShape, type RowShape, rowShapeOf } from "./row-shape.js";
import type { AggregateKind, AggregateRow, AggregateSet, RollupAccount } from "./types.js";

/**
 * Aggregates of some pings, which can be added to those of others.
 *
 * However pings are split, and in whatever order the parts are merged, the result is the same to the byte. Counters hold
 * up to 2^63 − 1; a row in which one would exceed that is left out and counted as `too-large`.
 *
 * @example
 * const some = PartialAggregate.empty(head);
 * const others = PartialAggregate.fromBytes(some.toBytes());
 * some.merge(others);
 * [...some.rows()].length; // 0
 */
export class PartialAggregate implements AggregateSet {
  /** @internal */
  readonly cells: AggregateCells;
  /** @internal */
  readonly shape: RowShape;
  #account: RollupAccount;

  /** @internal */
  constructor(cells: AggregateCells, shape: RowShape, account: RollupAccount) {
    this.cells = cells;
    this.shape = shape;
    this.#account = account;
  }

  /**
   * Makes aggregates of no pings.
   *
   * @param byClient - Whether cells are kept by client, so that rows have client histograms.
   */
  static empty(profile: RollupProfile, byClient = false): PartialAggregate {
    return new PartialAggregate(new AggregateCells(), rowShapeOf(profile, byClient), emptyAccount);
  }

  /**
   * Decodes what {@link PartialAggregate.toBytes} gave.
   * @throws {DecodeError} If the bytes are damaged, or of another version of the format.
   */
  static fromBytes(bytes: Uint8Array): PartialAggregate {
    const { cells, shape, account } = decodeCells(bytes);
    return new PartialAggregate(cells, shape, account);
  }

  /** What was aggregated and what was left out. */
  get account(): RollupAccount {
    const tooLarge = countOverflows(this.cells);
    if (tooLarge === 0) return this.#account;
    const droppedValues = addDrops([this.#account.droppedValues, { "too-large": tooLarge }]);
    return { ...this.#account, droppedValues };
  }

  /** How many pairs of a key and a series have counts. */
  get size(): number {
    return this.cells.size;
  }

  /** About how many bytes of memory it takes. */
  get byteLength(): number {
    return this.cells.byteLength;
  }

  /**
   * Adds other aggregates to these.
   *
   * @param other - Is not changed, and can be dropped.
   * @returns These.
   * @throws {RangeError} If they are of another profile, or one is by client and the other not.
   */
  merge(other: PartialAggregate): this {
    if (!isSameShape(this.shape, other.shape)) {
      const names = JSON.stringify([this.shape.profile, other.shape.profile]);
      throw new RangeError(
        `aggregates to merge must be of one profile and one way of counting, got ${names}`,
      );
    }
    this.cells.addAll(other.cells);
    this.#account = addRollupAccounts([this.#account, other.#account]);
    return this;
  }

  *rows(kind?: AggregateKind): Generator<AggregateRow> {
    const { cells, weights } = this.shape.byClient
      ? foldClients(this.cells)
      : { cells: this.cells, weights: null };
    const kinds: readonly AggregateKind[] = kind === undefined ? ["build_id", "submission_date"] : [kind];
    for (const one of kinds) yield* rowsOf(cells, this.shape, one, weights);
  }

  /**
   * Encodes the aggregates: the same ones give the same bytes. Where they are by client, the bytes hold hashes of the
   * clients' ids, from which an id that is known can be recognised.
   */
  toBytes(): Uint8Array {
    return encodeCells(this.cells, this.shape, this.#account);
  }

  /** Does nothing: all is in memory. */
  async close(): Promise<void> {}
}

const emptyAccount: RollupAccount = { pings: 0, droppedPings: {}, droppedValues: {} };

/** Adds accounts up. */
export function addRollupAccounts(accounts: readonly RollupAccount[]): RollupAccount {
  return {
    pings: accounts.reduce((sum, { pings }) => sum + pings, 0),
    droppedPings: addDrops(accounts.map(({ droppedPings }) => droppedPings)),
    droppedValues: addDrops(accounts.map(({ droppedValues }) => droppedValues)),
  };
}

/** How many cells hold a counter that has overflowed. */
function countOverflows({ store }: AggregateCells): number {
  if (!store.hasOverflowed) return 0;
  let count = 0;
  for (let cell = 0; cell < store.size; cell++) {
    store.settle(cell);
    if (store.isFull(cell)) count += 1;
  }
  return count;
}
