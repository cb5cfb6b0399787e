import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { AggregateCells, type CellKey } from "../cells/aggregate-cells.js";
import { ByteReader } from "../cells/byte-reader.js";
import { readCells, readTables } from "../cells/decode-cells.js";
import { encodeCells } from "../cells/encode-cells.js";
import type { PartialAggregate } from "../partial-aggregate.js";

/** Aggregates that lie in a file; only their keys and series are in memory, and where each key's cells start. */
export class SpilledRun {
  readonly #file: number;
  readonly #tables: AggregateCells;
  readonly #places: readonly { readonly start: number; readonly byteLength: number }[];

  /** Writes aggregates to a file, which must not be there yet. They are not changed. */
  constructor(aggregate: PartialAggregate, path: string) {
    const bytes = encodeCells(aggregate.cells, aggregate.shape, aggregate.account);
    writeFileSync(path, bytes, { flag: "wx", mode: 0o600 });
    this.#file = openSync(path, "r");
    const reader = new ByteReader(bytes, bytes.length - 4);
    this.#tables = readTables(reader).cells;
    const places: { start: number; byteLength: number }[] = [];
    let at = reader.at;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let left = this.keys.length; left > 0; left--) {
      const byteLength = view.getUint32(at, true);
      places.push({ start: at + 4, byteLength });
      at += 4 + byteLength;
    }
    this.#places = places;
  }

  get keys(): readonly CellKey[] {
    return this.#tables.keys;
  }

  /** Reads the cells of one of its keys and adds them to others. */
  addTo(cells: AggregateCells, key: number): void {
    const { start, byteLength } = this.#places[key]!;
    const bytes = new Uint8Array(byteLength);
    let held = 0;
    while (held < byteLength) {
      const read = readSync(this.#file, bytes, held, byteLength - held, start + held);
      if (read === 0) throw new Error("a file of spilled aggregates has become shorter");
      held += read;
    }
    const part = new AggregateCells(this.#tables.series);
    const isUsed = new Uint8Array(part.series.length);
    readCells(new ByteReader(bytes), part, part.keyId(this.keys[key]!), isUsed);
    cells.addAll(part);
  }

  close(): void {
    closeSync(this.#file);
  }
}
