import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  collect,
  columnValue,
  Frame,
  holdsIds,
  moreThan,
  pendingGather,
  type Table,
} from "../../src/frame/index.js";

const pings = Frame.fromColumns(
  {
    id: ["a", "b", "a", "c", null],
    client: ["x", "x", "y", "y", "x"],
    reason: ["daily", null, "daily", "first", "daily"],
    at: [3, 2, 1, 5, 4],
  },
  { kinds: { id: "id", client: "id", reason: "string" } },
);
const pendingNames = ({ data }: Table): string[] =>
  [...data].filter(([, column]) => pendingGather(column) !== null).map(([name]) => name);

describe("a verb that keeps most rows", () => {
  it("copies no column, nor does counting and collecting sequences after it", () => {
    const unique = pings.dedupe("id", { orderBy: "at" });
    assert.deepEqual(pendingNames(unique), ["id", "client", "reason", "at"]);
    assert.deepEqual(unique.countBy("reason").toObjects(), [
      { reason: "daily", count: 2 },
      { reason: null, count: 1 },
      { reason: "first", count: 1 },
    ]);
    assert.deepEqual(unique.sequences({ by: "client", orderBy: "at", value: "reason" }).toObjects(), [
      { client: "x", sequence: [null, "daily"], length: 2 },
      { client: "y", sequence: ["daily", "first"], length: 2 },
    ]);
    assert.deepEqual(pendingNames(unique), ["id", "client", "reason", "at"]);
  });

  it("copies the column whose arrays are needed, once, and lets go of its source", () => {
    const unique = pings.dedupe("id", { orderBy: "at" });
    assert.equal(unique.percentile("at", 100), 5);
    assert.deepEqual(pendingNames(unique), ["id", "client", "reason"]);
    const at = unique.data.get("at")!;
    const values = at.kind === "f64" ? at.values : null;
    assert.ok(values !== null && at.kind === "f64" && at.values === values);
  });

  it("copies none to read cells, show them, filter and derive", () => {
    const unique = pings.dedupe("id", { orderBy: "at" });
    assert.deepEqual(unique.column("at").toArray(), [2, 1, 5, 4]);
    assert.equal(unique.column("at").at(4), undefined);
    assert.equal(unique.row(-1)?.at, 4);
    assert.match(unique.toString(), /first/);
    assert.equal(unique.filter((row) => row.at > 1).derive({ twice: (row) => row.at * 2 }).length, 3);
    assert.equal(columnValue(unique.data.get("client")!, 4), null);
    assert.equal(unique.byteLength, Math.round((pings.byteLength * 4) / 5));
    assert.deepEqual(pendingNames(unique), ["id", "client", "reason", "at"]);
  });

  it("gives columns that say what they are before they are read", () => {
    const later = pings.where({ at: moreThan(1) });
    assert.deepEqual(later.kinds, { id: "id", client: "id", reason: "string", at: "f64" });
    assert.equal(later.length, 4);
    assert.deepEqual(later.data.get("reason")!.valid, Uint8Array.of(1, 0, 1, 1));
    assert.deepEqual(pendingNames(later), ["id", "client", "reason", "at"]);
  });

  it("knows without copying which columns hold identifiers", () => {
    const lists = pings
      .groupBy("client")
      .aggregate({ ids: collect("id") })
      .union(pings.select("client"))
      .slice(1);
    assert.ok(holdsIds(lists.data.get("ids")!));
    assert.deepEqual(pendingNames(lists.slice(1)), ["client", "ids"]);
    assert.ok(holdsIds(lists.slice(1).data.get("ids")!));
    assert.doesNotMatch(lists.toString(), /\bc\b/);
    assert.deepEqual(pendingNames(lists), ["client", "ids"]);
  });

  it("gives columns that cross threads as all others do", () => {
    const later = pings.slice(1);
    const copy = new Frame(new Map([...later.data].map(([name, column]) => [name, structuredClone(column)])));
    assert.ok(copy.equals(pings.slice(1)));
    assert.deepEqual(pendingNames(copy), []);
  });

  it("copies at once where few rows stay, so that the others are not kept in memory", () => {
    assert.deepEqual(pendingNames(pings.head(2)), []);
    assert.deepEqual(pings.head(2).toObjects(), pings.toObjects().slice(0, 2));
  });

  it("takes rows of rows from the first source", () => {
    const twice = pings.slice(1).orderBy("at").slice(1);
    assert.deepEqual(
      twice.toObjects().map(({ at }) => at),
      [2, 4, 5],
    );
    const sequences = pings.orderBy("at").sequences({ by: "client", orderBy: "reason", value: "at" });
    assert.deepEqual(sequences.toObjects(), [
      { client: "y", sequence: [1, 5], length: 2 },
      { client: "x", sequence: [3, 4, 2], length: 3 },
    ]);
  });
});
