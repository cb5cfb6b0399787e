import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { codeColumn } from "../../src/frame/codes/code-column.js";
import { codeHashes } from "../../src/frame/codes/code-hashes.js";
import { combineCodes } from "../../src/frame/codes/combine-codes.js";
import { recodeRows } from "../../src/frame/codes/recode-rows.js";
import type { Codes } from "../../src/frame/codes/types.js";
import { columnBuilder } from "../../src/frame/index.js";

/** The codes of values by a map; `undefined` is missing, and like no value. */
function codesOf(values: readonly unknown[]): { codes: number[]; first: number[] } {
  const known = new Map<unknown, number>();
  const first: number[] = [];
  const codes = values.map((value, row) => {
    if (!known.has(value)) known.set(value, first.push(row) - 1);
    return known.get(value)!;
  });
  return { codes, first };
}

const plain = ({ codes, first }: Codes) => ({ codes: [...codes], first: [...first] });

function check(values: readonly (number | undefined)[], hashOf: (value: number) => number): void {
  const valid = Uint8Array.from(values, (value) => (value === undefined ? 0 : 1));
  const hashes = Int32Array.from(values, (value) => (value === undefined ? 0 : hashOf(value)));
  const coded = codeHashes(hashes, valid.includes(0) ? valid : null, (a, b) => values[a] === values[b]);
  assert.deepEqual(plain(coded), codesOf(values));
}

describe("codeHashes", () => {
  it("gives codes by first appearance, however bad the hashes", () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }), {
      maxLength: 200,
      size: "max",
    });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(1, 2, 7, 1000),
        fc.constantFrom(0, 22, 31),
        (list, distinct, shift) => {
          check(list, (value) => (value % distinct) << shift);
        },
      ),
    );
  });

  it("gives them in many parts, and where one part has all", () => {
    const scatter = (value: number): number => Math.imul(value, 0x9e3779b1);
    const many = Array.from({ length: 100_000 }, (_, i) => (i % 11 === 0 ? undefined : scatter(i) % 40_000));
    check(many, scatter);
    check(
      Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? i >> 1 : i)),
      (value) => value,
    );
  });
});

describe("codeColumn", () => {
  it("gives numbers codes by their bits, 0 and -0 alike, NaN to NaN", () => {
    const numbers = fc.array(fc.option(fc.oneof(fc.constantFrom(0, -0, Number.NaN, 1), fc.double())));
    fc.assert(
      fc.property(numbers, (list) => {
        const builder = columnBuilder("f64");
        for (const value of list) builder.append(value);
        assert.deepEqual(plain(codeColumn(builder.finish())), codesOf(list));
      }),
    );
  });
});

describe("combineCodes and recodeRows", () => {
  it("combine two columns' codes, and code some rows as if they were all", () => {
    const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1 });
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), (list, stream) => {
        const [left, right] = [0, 1].map((side) => {
          const { codes, first } = codesOf(list.map((pair) => pair[side]));
          return { codes: Int32Array.from(codes), first: Int32Array.from(first) };
        }) as [Codes, Codes];
        const texts = list.map(String);
        const both = combineCodes(left, right);
        assert.deepEqual(plain(both), codesOf(texts));
        const rows = Array.from({ length: 12 }, () => stream.next().value % list.length);
        assert.deepEqual(
          plain(recodeRows(both, Int32Array.from(rows))),
          codesOf(rows.map((row) => texts[row])),
        );
      }),
    );
  });
});
