import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  appendBatch,
  type Column,
  columnBuilder,
  type RowBatch,
  uuidBuilder,
} from "../../src/frame/index.js";

const rowsOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
  fc.array(fc.option(value, { freq: 4 }), { maxLength: 40 });
const ascii = fc.string({ unit: fc.constantFrom("a", "b", "1", " "), maxLength: 5 });
const uuid = fc.uuid();

/** A batch of these rows, and what each of them is. */
type Made = { readonly batch: RowBatch; readonly rows: readonly unknown[] };

function headOf(rows: readonly unknown[]): Pick<RowBatch, "length" | "missing" | "valid"> {
  const valid = Uint8Array.from(rows, (row) => (row === null ? 0 : 1));
  return { length: rows.length, missing: rows.filter((row) => row === null).length, valid };
}

function endsOf(texts: readonly string[]): Uint32Array {
  const ends = [3];
  for (const text of texts) ends.push(ends.at(-1)! + text.length);
  return Uint32Array.from(ends);
}

const numbers: fc.Arbitrary<Made> = rowsOf(fc.nat()).map((rows) => ({
  rows,
  batch: { ...headOf(rows), sort: "numbers", numbers: Float64Array.from(rows, (row) => row ?? 0) },
}));
const uuids: fc.Arbitrary<Made> = rowsOf(uuid).map((rows) => {
  const words = new Uint32Array(rows.length * 4);
  rows.forEach((row, i) => {
    const bytes = Buffer.from((row ?? "0".repeat(32)).replaceAll("-", ""), "hex");
    for (let word = 0; word < 4; word++) words[i * 4 + word] = bytes.readUInt32BE(word * 4);
  });
  return { rows, batch: { ...headOf(rows), sort: "uuids", words } };
});
const texts: fc.Arbitrary<Made> = rowsOf(ascii).map((rows) => {
  const all = rows.map((row) => row ?? "");
  return {
    rows,
    batch: { ...headOf(rows), sort: "texts", bytes: Buffer.from(`xyz${all.join("")}z`), ends: endsOf(all) },
  };
});

/** Batches of one dictionary, which grows from one to the next. */
const coded: fc.Arbitrary<Made[]> = fc.array(rowsOf(ascii), { maxLength: 4 }).map((batches) => {
  const dictionary: string[] = [];
  return batches.map((rows) => {
    for (const row of rows) if (row !== null && !dictionary.includes(row)) dictionary.push(row);
    const codes = Uint32Array.from(rows, (row) => (row === null ? 0 : dictionary.indexOf(row)));
    const bytes = Buffer.from(`xyz${dictionary.join("")}`);
    return { rows, batch: { ...headOf(rows), sort: "codes", codes, bytes, ends: endsOf(dictionary) } };
  });
});
const single = fc
  .oneof(fc.anything(), ascii, fc.nat(), uuid, fc.constant(null))
  .map((row): Made | unknown => row);

const builders = {
  infer: () => columnBuilder("infer"),
  f64: () => columnBuilder("f64"),
  i64: () => columnBuilder("i64"),
  bool: () => columnBuilder("bool"),
  string: () => columnBuilder("string"),
  id: () => columnBuilder("id"),
  json: () => columnBuilder("json"),
  uuid: uuidBuilder,
};

/** Each step is a batch or, in a list, a row that comes by itself. */
function build(
  make: () => ReturnType<typeof uuidBuilder>,
  steps: readonly (Made | [unknown])[],
  isOneByOne: boolean,
): Column {
  const builder = make();
  for (const step of steps) {
    if (Array.isArray(step)) builder.append(step[0]);
    else if (isOneByOne) for (const row of step.rows) builder.append(row);
    else appendBatch(builder, step.batch);
  }
  return builder.finish();
}

describe("appendBatch(builder, batch)", () => {
  const ofSort = { numbers, uuids, texts } as const;
  for (const [kind, make] of Object.entries(builders)) {
    it(`gives a column of kind ${kind} the rows that append gives it one by one, after any others`, () => {
      const alone = single.map((row): [unknown] => [row]);
      const batches = fc.array(fc.oneof(...Object.values(ofSort), alone), { maxLength: 5 });
      const mixed = fc
        .tuple(coded, fc.array(alone, { maxLength: 2 }))
        .map(([all, odd]) => [...all.slice(0, 2), ...odd, ...all.slice(2)]);
      fc.assert(
        fc.property(fc.oneof(batches, mixed), (steps) => {
          assert.deepEqual(build(make, steps, false), build(make, steps, true));
        }),
      );
    });
  }
});
