import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import fc from "fast-check";
import { packUuids } from "../../src/frame/columns/pack-uuids.js";
import { toBytesColumn } from "../../src/frame/columns/to-bytes-column.js";
import {
  type Column,
  collect,
  columnBuilder,
  columnByteLength,
  columnValues,
  concatColumns,
  desc,
  Frame,
  packIds,
  uuidBuilder,
} from "../../src/frame/index.js";
import type { IdColumn, Table } from "../../src/frame/types.js";

const uuids = fc.oneof(
  fc.uuid(),
  fc.constantFrom("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"),
);

/** What the frames of all verbs can do. */
interface Shown extends Table {
  equals(other: Table): boolean;
  toString(): string;
  toHTML(): string;
  toCSV(): string;
}

function idsOf(values: readonly (string | null)[]): IdColumn {
  const builder = columnBuilder("id");
  for (const value of values) builder.append(value);
  return toBytesColumn(builder.finish()) as IdColumn;
}

/** The same identifiers as UUIDs. */
function packed(values: readonly (string | null)[]): Column {
  const column = packUuids(idsOf(values));
  assert.ok(column !== null);
  return column;
}

describe("uuidBuilder", () => {
  it("builds what packing does of identifiers that were built as text, whatever comes", () => {
    const almost = fc.constantFrom(
      "0123abcd-4567-4890-abcd-ef012345678g",
      "0123abcd-4567-4890-abcd-ef012345678é",
      "0123abcd-4567-4890-abcdef-0123456789",
      "0123ABCD-4567-4890-abcd-ef0123456789",
      "",
    );
    const value = fc.oneof(
      { weight: 20, arbitrary: uuids },
      { weight: 5, arbitrary: fc.constantFrom(null, undefined) },
      {
        weight: 1,
        arbitrary: fc.oneof(almost, fc.integer(), fc.constant([1]), fc.constant(Symbol.iterator)),
      },
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 120 }), fc.boolean(), (values, isBytes) => {
        const builder = uuidBuilder();
        const asText = columnBuilder("id");
        for (const value of values) {
          asText.append(value);
          if (isBytes && typeof value === "string" && !value.includes("é")) {
            builder.appendAscii!(Buffer.from(`"${value}"`), 1, value.length + 1);
          } else builder.append(value);
          assert.equal(builder.length, asText.length);
        }
        assert.equal(builder.mismatched, asText.mismatched);
        if (
          values.length > 0 &&
          values.every(
            (value) => typeof value === "string" && value.length === 36 && packUuids(idsOf([value])) !== null,
          )
        )
          assert.equal(builder.finish().kind, "uuid");
        assert.deepEqual(packIds(builder.finish()), packIds(asText.finish()));
      }),
      { numRuns: 500 },
    );
  });
});

describe("packUuids", () => {
  it("keeps what is a UUID in lower case, and missing ones, in 16 bytes a row", () => {
    fc.assert(
      fc.property(fc.array(fc.option(uuids)), (values) => {
        const column = packed(values);
        assert.equal(column.kind, "uuid");
        assert.deepEqual([...columnValues(column)], values);
        assert.deepEqual([...columnValues(toBytesColumn(column))], values);
        assert.equal(columnByteLength(column), values.length * (values.includes(null) ? 17 : 16));
      }),
    );
  });

  it("refuses everything else", () => {
    const uuid = "0123abcd-4567-4890-abcd-ef0123456789";
    const others = [
      "",
      "c1",
      uuid.toUpperCase(),
      uuid.slice(1),
      `${uuid}0`,
      uuid.replaceAll("-", "0"),
      uuid.replace("a", "g"),
      uuid.replace("a", "\u0141"),
      `{${uuid.slice(2)}}`,
      uuid.replace("-", "\u0000"),
    ];
    for (const other of others) assert.equal(packUuids(idsOf([uuid, other])), null, JSON.stringify(other));
    for (let i = 0; i < uuid.length; i++) {
      assert.equal(packUuids(idsOf([`${uuid.slice(0, i)}:${uuid.slice(i + 1)}`])), null);
    }
  });
});

describe("concatColumns", () => {
  const [a, b] = ["0123abcd-4567-4890-abcd-ef0123456789", "ffffabcd-4567-4890-abcd-ef0123456789"];

  it("makes UUIDs of identifiers that all are, however they are stored", () => {
    const column = concatColumns([
      idsOf([a, null]),
      packed([b]),
      idsOf([null]),
      columnBuilder("f64").finish(),
    ]);
    assert.equal(column.kind, "uuid");
    assert.deepEqual([...columnValues(column)], [a, null, b, null]);
  });

  it("makes text of them where one is not", () => {
    const words = columnBuilder("string");
    words.append("c2");
    for (const other of [idsOf(["c2"]), words.finish()]) {
      const column = concatColumns([packed([a, null]), other]);
      assert.equal(column.kind, "id");
      assert.deepEqual([...columnValues(column)], [a, null, "c2"]);
    }
  });
});

describe("a frame with UUIDs", () => {
  it("gives what one with the same identifiers as text gives, by every verb", async () => {
    const rows = fc.array(fc.record({ id: fc.option(fc.nat(6)), n: fc.nat(4) }), {
      minLength: 1,
      maxLength: 30,
    });
    const pool = fc.uniqueArray(uuids, { minLength: 7, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(rows, pool, async (list, names) => {
        const ids = list.map(({ id }) => (id === null ? null : names[id]!));
        const n = Frame.fromColumns({ n: list.map((row) => row.n) }, { kinds: { n: "f64" } }).data.get("n")!;
        type Row = { id: string | null; n: number };
        const text = new Frame<Row>({ id: idsOf(ids), n });
        const uuid = new Frame<Row>({ id: packed(ids), n });
        const verbs: ((frame: Frame<Row>) => Shown)[] = [
          (frame) => frame,
          (frame) => frame.orderBy("id", desc("n")),
          (frame) => frame.orderBy(desc("id")),
          (frame) => frame.dedupe("id", { orderBy: "n", keep: "last", onNull: "group" }),
          (frame) => frame.dedupe(["id", "n"], { onNull: "drop" }).slice(1),
          (frame) => frame.countBy("id"),
          (frame) => frame.sequences({ by: "id", orderBy: "n", value: "n" }),
          (frame) => frame.sequences({ by: "n", orderBy: "id", value: "id" }),
          (frame) => frame.groupBy("n").aggregate({ ids: collect("id") }),
          (frame) => frame.where({ id: [names[0]!, names[1]!] }),
          (frame) => frame.join(text, { on: "id", how: "full" }),
          (frame) => text.join(frame, { on: "id", how: "left" }),
          (frame) => frame.semiJoin(text.head(2), "id"),
          (frame) => frame.union(text),
          (frame) => frame.withIds("id").describe(),
          (frame) => frame.derive({ copy: (row) => row.id }),
          (frame) => Frame.fromArrow(frame.toArrowIPC()),
        ];
        for (const verb of verbs) {
          const [expected, found] = [verb(text), verb(uuid)];
          assert.ok(found.equals(expected), String(verb));
          assert.equal(found.toString(), expected.toString());
          assert.equal(found.toHTML(), expected.toHTML());
          assert.equal(found.toCSV(), expected.toCSV());
        }
        assert.equal(uuid.kinds.id, "id");
        const back = await Frame.fromParquet(uuid.toParquet());
        assert.ok(back.equals(text));
        assert.equal(back.data.get("id")!.kind, ids.some((id) => id !== null) ? "uuid" : "id");
      }),
      { numRuns: 40 },
    );
  });
});
