import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Frame } from "../../src/frame/index.js";

export const reasons: readonly string[] = [
  "shutdown",
  "daily",
  "environment-change",
  "aborted-session",
  "saved-session",
  "first",
];

/** The rows of this benchmark. */
export interface PingRow {
  readonly id: string;
  readonly client: string;
  readonly reason: string;
  readonly at: number;
}

/** The columns that a scan of such pings gives, identifiers being UUIDs. */
interface ScannedColumns {
  readonly id: Uint32Array;
  readonly client: Uint32Array;
  readonly reason: Uint32Array;
  readonly at: Float64Array;
}

/** Makes columns from a seed: 5 % of the pings are sent twice, a moment later or earlier. */
export function makeColumns(rows: number): ScannedColumns {
  let state = 88172645;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const clients = Math.max(1, Math.floor(rows / 20));
  const columns = {
    id: new Uint32Array(rows * 4),
    client: new Uint32Array(rows * 4),
    reason: new Uint32Array(rows),
    at: new Float64Array(rows),
  };
  const { id, client, reason, at } = columns;
  for (let row = 0; row < rows; row++) {
    if (row > 0 && random() % 100 < 5) {
      const other = random() % row;
      id.copyWithin(row * 4, other * 4, other * 4 + 4);
      client.copyWithin(row * 4, other * 4, other * 4 + 4);
      reason[row] = reason[other]!;
      at[row] = at[other]! + (random() % 2000) - 1000;
      continue;
    }
    for (let i = 0; i < 4; i++) id[row * 4 + i] = random();
    const number = random() % clients;
    client.set([number * 2654435761, number * 40503, (number + 7) * 2246822519, number], row * 4);
    reason[row] = random() % reasons.length;
    at[row] = 1.49e12 + (random() % 2_592_000_000);
  }
  return columns;
}

/** The columns as a frame. */
export function toFrame({ id, client, reason, at }: ScannedColumns): Frame<PingRow> {
  const { length } = at;
  return new Frame<PingRow>({
    id: { kind: "uuid", length, valid: null, words: id },
    client: { kind: "uuid", length, valid: null, words: client },
    reason: { kind: "dictionary", length, valid: null, codes: reason, dictionary: reasons },
    at: { kind: "f64", length, valid: null, values: at },
  });
}

/** Keeps the columns' bytes in files. */
export function writeColumns(folder: string, columns: ScannedColumns): void {
  for (const [name, values] of Object.entries(columns)) writeFileSync(join(folder, `${name}.bin`), values);
}

/** The columns of {@link writeColumns}. */
export function readColumns(folder: string): ScannedColumns {
  const read = (name: string): ArrayBuffer => {
    const file = join(folder, `${name}.bin`);
    const bytes = new Uint8Array(statSync(file).size);
    const handle = openSync(file, "r");
    for (let end = 0; end < bytes.length; )
      end += readSync(handle, bytes, end, Math.min(bytes.length - end, 2 ** 26), end);
    closeSync(handle);
    return bytes.buffer;
  };
  return {
    id: new Uint32Array(read("id")),
    client: new Uint32Array(read("client")),
    reason: new Uint32Array(read("reason")),
    at: new Float64Array(read("at")),
  };
}

/** A file of {@link writeColumns}' folder. */
export function fileIn(folder: string, name: string): Buffer {
  return readFileSync(join(folder, name));
}
