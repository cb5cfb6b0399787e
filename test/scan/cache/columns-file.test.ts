import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Column, columnBuilder } from "../../../src/frame/index.js";
import {
  type CachedColumns,
  decodeColumn,
  decodeColumnsFile,
  encodeColumn,
  encodeColumnsFile,
} from "../../../src/scan/cache/columns-file.js";
import { emptyAccount } from "../../../src/scan/index.js";

const histogram = (sum: number) => ({
  range: [1, 100],
  bucket_count: 5,
  histogram_type: 0,
  sum,
  values: { 1: sum, 5: 0 },
});

function columnOf(kind: Parameters<typeof columnBuilder>[0], values: readonly unknown[]): Column {
  const builder = columnBuilder(kind);
  for (const value of values) builder.append(value);
  return builder.finish();
}

const columns: Record<string, Column> = {
  numbers: columnOf("f64", [1, null, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324]),
  "exact numbers": columnOf("i64", [1n, null, -(2n ** 63n), 2n ** 63n - 1n]),
  booleans: columnOf("bool", [true, null, false]),
  "few texts": columnOf("string", ["a", "b", "a", null, "a", "\ud83d", "a", "a"]),
  "many texts": columnOf("utf8", ["one", "zwei", null, "\ud83d lone", "\ud83d\ude00", ""]),
  ids: columnOf("id", ["c0ffeec0-ffee-c0ff-eec0-ffeec0ffeec0", null]),
  lists: columnOf("list", [[1, "a", null, -0], null, []]),
  "other JSON": columnOf("json", [{ a: { b: [null, 1e21] } }, null, "x", 0, false]),
  "hidden JSON": { ...columnOf("json", [{ clientId: "a" }]), holdsIds: true } as Column,
  histograms: columnOf("histogram", [histogram(3), null, histogram(0)]),
  "keyed histograms": columnOf("keyed-histogram", [{ a: histogram(1), "b/c": histogram(2) }, null]),
  "no rows": columnOf("infer", []),
  "nothing but missing": columnOf("infer", [null, null]),
};

describe("encodeColumn, decodeColumn", () => {
  for (const [name, column] of Object.entries(columns)) {
    it(`keep ${name} as they are, in buffers of their own`, () => {
      const bytes = encodeColumn(column);
      const read = decodeColumn(bytes);
      assert.deepEqual(read, structuredClone(column));
      for (const part of Object.values(read)) {
        if (ArrayBuffer.isView(part)) assert.notEqual(part.buffer, bytes.buffer);
      }
    });
  }
});

const file = (names: readonly string[]): CachedColumns => ({
  identity: "object 1",
  account: { ...emptyAccount, objects: 1, records: 8, damage: { json: 2 } },
  columns: new Map(names.map((name, i) => [name, { unexpected: i, bytes: encodeColumn(columns[name]!) }])),
});

describe("encodeColumnsFile, decodeColumnsFile", () => {
  it("give the columns and the account back, also where there are none", () => {
    for (const names of [Object.keys(columns), ["ids"], []]) {
      const written = file(names);
      const read = decodeColumnsFile(encodeColumnsFile(written), "object 1");
      assert.deepEqual(read?.account, written.account);
      assert.deepEqual([...read.columns.keys()], names);
      for (const name of names) {
        assert.deepEqual(decodeColumn(read.columns.get(name)!.bytes), structuredClone(columns[name]));
        assert.equal(read.columns.get(name)?.unexpected, names.indexOf(name));
      }
    }
  });

  it("find a file of another identity, any change of a byte, any cut and anything added", () => {
    const bytes = new Uint8Array(encodeColumnsFile(file(["numbers", "ids"])));
    assert.equal(decodeColumnsFile(bytes, "object 2"), null);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const changed = bytes.slice();
        changed[at]! ^= bits;
        assert.equal(decodeColumnsFile(changed, "object 1"), null);
        assert.equal(decodeColumnsFile(bytes.slice(0, at), "object 1"), null);
      }),
    );
    assert.equal(decodeColumnsFile(Buffer.concat([bytes, Buffer.from("x")]), "object 1"), null);
    for (const foreign of ["", "not a file of columns", "PFC1"]) {
      assert.equal(decodeColumnsFile(Buffer.from(foreign), "object 1"), null);
    }
  });
});
