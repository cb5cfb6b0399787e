import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Column, columnBuilder, concatColumns, desc, Frame } from "../../src/frame/index.js";

// Every verb against the same verb written with objects, maps and sorts.

type Row = { id: string | null; key: string | null; n: number | null; flag: boolean | null; row: number };

const rowsOf: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      id: fc.option(fc.constantFrom("x", "y", "zz", "", "é", "😀")),
      key: fc.option(fc.constantFrom("a", "b", "c")),
      n: fc.option(fc.constantFrom(0, -0, 1, 2, 2.5, Number.NaN, -3)),
      flag: fc.option(fc.boolean()),
    }),
    { maxLength: 30 },
  )
  .map((rows) => rows.map((row, i) => ({ ...row, row: i })));

/** The same rows with strings stored one way or another, and as columns that are not copied yet. */
const frames = (rows: Row[]): Frame<Row>[] =>
  (["string", "id"] as const).flatMap((id) => {
    const kinds = { id, key: "string", n: "f64", flag: "bool", row: "f64" } as const;
    const before: Row = { id: "before", key: null, n: 7, flag: null, row: -1 };
    const ready = Frame.fromObjects(rows, { kinds }) as Frame<Row>;
    const pending = (Frame.fromObjects([before, ...rows], { kinds }) as Frame<Row>).slice(1);
    return [rows.length > 0 ? ready : emptyFrame(), pending];
  });

function emptyFrame(): Frame<Row> {
  const column = (kind: "string" | "f64" | "bool"): Column => columnBuilder(kind).finish();
  return new Frame({
    id: column("string"),
    key: column("string"),
    n: column("f64"),
    flag: column("bool"),
    row: column("f64"),
  });
}

const keyOf = (...cells: unknown[]): string =>
  cells.map((cell) => (Object.is(cell, -0) ? "number 0" : `${typeof cell} ${cell}`)).join("|");

/** Missing last, NaN before that, whichever way. */
function compare(a: unknown, b: unknown, direction: 1 | -1 = 1): number {
  const rank = (value: unknown) => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);
  if (rank(a) !== rank(b) || rank(a) > 0) return rank(a) - rank(b);
  if (typeof a === "string") return direction * Buffer.compare(Buffer.from(a), Buffer.from(b as string));
  return direction * (Number(a) - Number(b));
}

const rowNumbers = (frame: Frame<Row>): number[] => frame.column("row").toArray();

describe("laws of the frame", () => {
  it("toObjects ∘ fromObjects is identity", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        for (const frame of frames(rows)) assert.deepEqual(frame.toObjects(), rows);
      }),
    );
  });

  it("orderBy sorts as a stable sort of objects does", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const byId = rows.toSorted((a, b) => compare(a.id, b.id) || compare(a.n, b.n, -1));
        const byFlag = rows.toSorted((a, b) => compare(a.flag, b.flag, -1));
        for (const frame of frames(rows)) {
          assert.deepEqual(frame.orderBy("id", desc("n")).toObjects(), byId);
          assert.deepEqual(frame.orderBy(desc("flag")).toObjects(), byFlag);
        }
      }),
    );
  });

  it("dedupe keeps what a map of objects keeps", () => {
    const options = fc.record({
      keep: fc.constantFrom("first" as const, "last" as const),
      isOrdered: fc.boolean(),
      onNull: fc.constantFrom("keep" as const, "drop" as const, "group" as const),
    });
    fc.assert(
      fc.property(rowsOf, options, (rows, { keep, isOrdered, onNull }) => {
        const direction = keep === "first" ? 1 : -1;
        const best = new Map<string, Row>();
        for (const row of rows) {
          const key = keyOf(row.id, row.n);
          const other = best.get(key);
          const isBetter =
            other === undefined || (isOrdered ? compare(row.key, other.key, direction) < 0 : keep === "last");
          if (isBetter) best.set(key, row);
        }
        const isNull = (row: Row) => row.id === null || row.n === null;
        const expected = rows.filter((row) =>
          onNull !== "group" && isNull(row) ? onNull === "keep" : best.get(keyOf(row.id, row.n)) === row,
        );
        for (const frame of frames(rows)) {
          const deduped = frame.dedupe(["id", "n"], {
            keep,
            onNull,
            ...(isOrdered ? { orderBy: "key" } : {}),
          });
          assert.deepEqual(deduped.toObjects(), expected);
          const { duplicates, nullKeys } = deduped.dropped;
          assert.equal(deduped.length + duplicates + nullKeys, rows.length);
          assert.equal(nullKeys, onNull === "drop" ? rows.filter(isNull).length : 0);
        }
      }),
    );
  });

  it("countBy counts what a map counts", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const counts = new Map<string, { row: Row; count: number }>();
        for (const row of rows) {
          const entry = counts.get(keyOf(row.id, row.n, row.flag)) ?? { row, count: 0 };
          entry.count++;
          counts.set(keyOf(row.id, row.n, row.flag), entry);
        }
        const expected = [...counts.values()]
          .sort((a, b) => b.count - a.count)
          .map(({ row: { id, n, flag }, count }) => ({ id, n, flag, count }));
        for (const frame of frames(rows))
          assert.deepEqual(frame.countBy("id", "n", "flag").toObjects(), expected);
      }),
    );
  });

  it("sequences collects what a map of arrays collects", () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 3 }), (rows, minLength) => {
        const groups = new Map<string, Row[]>();
        for (const row of rows) {
          if (row.id !== null) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
        }
        const expected = [...groups]
          .filter(([, group]) => group.length >= minLength)
          .map(([id, group]) => ({
            id,
            sequence: group.toSorted((a, b) => compare(a.n, b.n)).map(({ key }) => key),
            length: group.length,
          }));
        for (const frame of frames(rows)) {
          const sequences = frame.sequences({ by: "id", orderBy: "n", value: "key", minLength });
          assert.deepEqual(sequences.toObjects(), expected);
          assert.equal(sequences.dropped.nullKeys, rows.filter(({ id }) => id === null).length);
          assert.equal(sequences.dropped.shortGroups, groups.size - expected.length);
          const patterns = new Map<string, number>();
          for (const { sequence } of expected) {
            patterns.set(JSON.stringify(sequence), (patterns.get(JSON.stringify(sequence)) ?? 0) + 1);
          }
          assert.deepEqual(
            sequences
              .countBy("sequence")
              .toObjects()
              .map(({ sequence, count }) => [JSON.stringify(sequence), count]),
            [...patterns].sort((a, b) => b[1] - a[1]),
          );
        }
      }),
    );
  });

  it("sequences and orderBy order any number of rows, whatever orders them", () => {
    const rows = fc.array(
      fc.record({
        key: fc.constantFrom("a", "b", null),
        n: fc.oneof(
          { weight: 30, arbitrary: fc.integer({ min: -40, max: 40 }) },
          fc.constantFrom(Number.NaN, null, 2.5, -0),
        ),
        big: fc.bigInt({ min: -9n, max: 9n }),
      }),
      { minLength: 1, maxLength: 400, size: "max" },
    );
    fc.assert(
      fc.property(rows, fc.boolean(), fc.boolean(), (objects, isDown, isPlain) => {
        const all = objects
          .map((row, i) => ({ ...row, i }))
          .filter(({ n }) => !isPlain || (n !== null && !Number.isNaN(n)));
        const kinds = { key: "string", n: "f64", big: "i64", i: "f64" } as const;
        const frame = Frame.fromObjects([{ key: "b", n: 1, big: 1n, i: -1 }, ...all], { kinds }).slice(1);
        for (const by of ["n", "big"] as const) {
          const groups = new Map<string, typeof all>();
          for (const row of all) {
            if (row.key !== null) groups.set(row.key, [...(groups.get(row.key) ?? []), row]);
          }
          const orderBy = isDown ? desc(by) : by;
          const sorted = all.toSorted((a, b) => compare(a[by], b[by], isDown ? -1 : 1));
          assert.deepEqual(
            frame.orderBy(orderBy).column("i").toArray(),
            sorted.map(({ i }) => i),
          );
          const sequences = frame.sequences({ by: "key", orderBy, value: "i" }).toObjects();
          assert.deepEqual(
            sequences.map(({ key, sequence }) => [key, sequence]),
            [...groups].map(([key, group]) => [
              key,
              group.toSorted((a, b) => compare(a[by], b[by], isDown ? -1 : 1)).map(({ i }) => i),
            ]),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it("joins pair what nested loops pair", () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (lefts, rights) => {
        const isMatch = (a: Row, b: Row): boolean =>
          a.id !== null &&
          a.n !== null &&
          b.id !== null &&
          b.n !== null &&
          keyOf(a.id, a.n) === keyOf(b.id, b.n);
        const inner = lefts.flatMap((a) => rights.filter((b) => isMatch(a, b)).map((b) => [a.row, b.row]));
        const left = lefts.flatMap((a): (number | null)[][] => {
          const matches = rights.filter((b) => isMatch(a, b));
          return matches.length === 0 ? [[a.row, null]] : matches.map((b) => [a.row, b.row]);
        });
        const unmatched = rights.filter((b) => !lefts.some((a) => isMatch(a, b))).map((b) => [null, b.row]);
        const semi = lefts.filter((a) => rights.some((b) => isMatch(a, b))).map(({ row }) => row);
        const on = ["id", "n"] as const;
        for (const a of frames(lefts)) {
          for (const b of frames(rights)) {
            const joined = (how: "inner" | "left" | "full") =>
              a
                .join(b, { on, how })
                .toObjects()
                .map(({ row, row_right }) => [row, row_right]);
            assert.deepEqual(joined("inner"), inner);
            assert.deepEqual(joined("left"), left);
            assert.deepEqual(joined("full"), [...left, ...unmatched]);
            assert.deepEqual(rowNumbers(a.semiJoin(b, on)), semi);
            assert.deepEqual(
              rowNumbers(a.antiJoin(b, on)),
              lefts.map(({ row }) => row).filter((row) => !semi.includes(row)),
            );
          }
        }
      }),
    );
  });

  it("union is concatenation, and slicing it gives the parts back", () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (lefts, rights) => {
        for (const a of frames(lefts)) {
          for (const b of frames(rights)) {
            const both = a.union(b);
            assert.deepEqual(both.toObjects(), [...lefts, ...rights]);
            assert.deepEqual(both.slice(lefts.length).toObjects(), rights);
          }
        }
      }),
    );
  });

  it("a column of ids gives the same codes as one of strings, however many there are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 0, maxLength: 6000, size: "max" }),
        (numbers) => {
          const words = numbers.map((n) => (n === 0 ? null : `${n}`.repeat((n % 5) + 1)));
          const distinct = new Set(words);
          for (const kind of ["id", "string"] as const) {
            const counted = Frame.fromColumns({ word: words }, { kinds: { word: kind } }).countBy("word");
            assert.equal(counted.length, distinct.size);
            assert.equal(counted.column("count").sum(), words.length);
            assert.equal(new Set(counted.column("word")).size, distinct.size);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("concatenated columns count like one column", () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (lefts, rights) => {
        const [a, b] = [frames(lefts)[0]!, frames(rights)[0]!];
        const id = concatColumns([a.data.get("id")!, b.data.get("id")!]);
        const counted = new Frame<{ id: string | null }>({ id }).countBy("id");
        assert.ok(
          counted.equals(
            Frame.fromColumns(
              { id: [...lefts, ...rights].map((row) => row.id) },
              { kinds: { id: "string" } },
            ).countBy("id"),
          ),
        );
      }),
    );
  });
});
