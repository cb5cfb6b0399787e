import { exactValue } from "../exact.js";
import type { PingKey } from "../read-ping-key.js";
import type { MetricLayout } from "../types.js";
import { CellStore, COUNT, FRACTION, SUM } from "./cell-store.js";

/** Where a cell's pings come from; `client` is a hash of the client where cells are kept by client, else `""`. */
export interface CellKey extends PingKey {
  readonly client: string;
}

/** What a cell counts. */
export interface Series {
  readonly metric: string;
  readonly label: string;
  readonly process: string;
  readonly layout: MetricLayout;
}

/** Cells by key and series. Memory grows with the pairs that occurred, never with the pings. */
export class AggregateCells {
  readonly keys: CellKey[] = [];
  readonly series: Series[];
  /** For each key the cells it has: from series to cell. */
  readonly cellsOf: Map<number, number>[] = [];
  readonly store: CellStore = new CellStore();
  readonly #keyIds = new Map<string, number>();
  readonly #seriesIds = new Map<string, number>();

  /** @param series - Series by number, for cells that refer to them; to be left as it is. */
  constructor(series: Series[] = []) {
    this.series = series;
  }

  /** How many cells there are. */
  get size(): number {
    return this.store.size;
  }

  /** About how many bytes it all takes. */
  get byteLength(): number {
    return this.store.byteLength + this.size * 40 + (this.series.length + this.keys.length) * 300;
  }

  /** Numbers a key. */
  keyId(key: CellKey): number {
    const { submissionDate, channel, version, buildDate, values, client } = key;
    const text = JSON.stringify([submissionDate, channel, version, buildDate, values, client]);
    let id = this.#keyIds.get(text);
    if (id === undefined) {
      id = this.keys.push(key) - 1;
      this.cellsOf.push(new Map());
      this.#keyIds.set(text, id);
    }
    return id;
  }

  /** Numbers a series. */
  seriesId(series: Series): number {
    // No part holds a NUL, so that the text is that of no other series.
    const text = `${series.metric}\0${series.label}\0${series.process}\0${series.layout.id}`;
    let id = this.#seriesIds.get(text);
    if (id === undefined) {
      id = this.series.push(series) - 1;
      this.#seriesIds.set(text, id);
    }
    return id;
  }

  /** Finds the cell of a key and a series, or makes one. */
  cell(keyId: number, seriesId: number): number {
    const cells = this.cellsOf[keyId]!;
    let cell = cells.get(seriesId);
    if (cell === undefined) {
      cell = this.store.allocate();
      cells.set(seriesId, cell);
    }
    return cell;
  }

  /** How many buckets a series has. */
  buckets(seriesId: number): number {
    return this.series[seriesId]!.layout.bounds.length;
  }

  /** Counts one histogram or value and adds its sum. */
  addSum(cell: number, sum: number | bigint): void {
    const { whole, fraction } = exactValue(sum);
    this.store.add(cell, SUM, whole);
    this.store.add(cell, COUNT, 1);
    if (fraction !== 0) this.store.add(cell, FRACTION, fraction);
  }

  /** Adds all cells of another set. */
  addAll(other: AggregateCells): void {
    const seriesIds = new Map<number, number>();
    other.keys.forEach((key, otherKey) => {
      const keyId = this.keyId(key);
      for (const [otherSeries, otherCell] of other.cellsOf[otherKey]!) {
        let seriesId = seriesIds.get(otherSeries);
        if (seriesId === undefined) {
          seriesId = this.seriesId(other.series[otherSeries]!);
          seriesIds.set(otherSeries, seriesId);
        }
        this.store.addCell(this.cell(keyId, seriesId), other.store, otherCell);
      }
    });
  }
}
