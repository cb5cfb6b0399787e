import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { collect, count, desc, Frame, first, max } from "../../src/frame/index.js";

const secret = "c0ffee00-dead-beef-0000-00000000000";
const frame = Frame.fromColumns(
  {
    client: [`${secret}1`, `${secret}2`, null, `${secret}1`],
    at: [1, 2, 3, 4],
    reason: ["a", "b", "a", "b"],
  },
  { kinds: { client: "id" } },
);

describe("identifiers", () => {
  const made: { readonly [name: string]: { toString(): string; toCSV(): string; toHTML(): string } } = {
    filter: frame.filter(() => true),
    where: frame.where({ reason: "a" }),
    rename: frame.rename({ client: "c" }),
    orderBy: frame.orderBy(desc("client")),
    countBy: frame.countBy("client"),
    dedupe: frame.dedupe("client"),
    "sequences by": frame.sequences({ by: "client", orderBy: "at", value: "reason" }),
    "sequences of": frame.sequences({ by: "reason", orderBy: "at", value: "client" }),
    "countBy of sequences": frame
      .sequences({ by: "reason", orderBy: "at", value: "client" })
      .countBy("sequence"),
    "groupBy key": frame.groupBy("client").aggregate({ n: count() }),
    collect: frame
      .groupBy("reason")
      .aggregate({ all: collect("client"), one: first("client"), top: max("client") }),
    join: frame.join(frame.rename({ at: "then" }), { on: "client" }),
    "full join": frame.join(Frame.fromColumns({ client: ["x"] }), { on: "client", how: "full" }),
    union: frame.union(Frame.fromColumns({ client: ["x"] })),
    "union with another kind": frame.union(Frame.fromColumns({ client: [1] })),
    "union of lists": frame
      .sequences({ by: "reason", orderBy: "at", value: "client" })
      .union(Frame.fromColumns({ sequence: [["x"]] })),
    describe: frame.describe(),
    sample: frame.sample(1),
  };
  for (const [verb, result] of Object.entries(made)) {
    it(`stay hidden after ${verb}`, () => {
      for (const shown of [
        result.toString(),
        result.toCSV(),
        result.toHTML(),
        inspect(result),
        inspect({ result }),
        JSON.stringify({ result }),
      ]) {
        assert.doesNotMatch(shown, /c0ffee/);
      }
    });
  }

  it("are numbered by first appearance, so that equal ones can be told", () => {
    assert.deepEqual(frame.select("client").toCSV().split("\r\n"), [
      "client",
      "‹id 1›",
      "‹id 2›",
      "",
      "‹id 1›",
      "",
    ]);
  });

  it("are shown when asked for, and are what code reads", () => {
    assert.match(frame.toString({ reveal: true }), /c0ffee00/);
    assert.match(frame.toHTML({ reveal: true }), /c0ffee00/);
    assert.equal(frame.toObjects()[0]?.client, `${secret}1`);
    assert.equal(frame.column("client").at(1), `${secret}2`);
  });

  it("are hidden in a column printed by itself", () => {
    assert.doesNotMatch(inspect(frame.column("client")), /c0ffee/);
    assert.doesNotMatch(JSON.stringify(frame.column("client")), /c0ffee/);
  });

  it("stay hidden when a function copies them, and only then", () => {
    const lists = frame
      .withIds("reason")
      .groupBy("reason")
      .aggregate({ all: collect("client") });
    const derived = frame.derive({
      copy: (row) => row.client,
      some: (row) => (row.at > 1 ? row.client : undefined),
      list: (row) => [row.client],
      reasoned: (row) => row.reason,
      none: () => null,
      at: (row) => row.at,
    });
    assert.deepEqual(derived.kinds, {
      ...{ client: "id", at: "f64", reason: "string" },
      ...{ copy: "id", some: "id", list: "list", reasoned: "string", none: "f64" },
    });
    assert.doesNotMatch(derived.toCSV() + lists.derive({ again: (row) => row.all }).toCSV(), /c0ffee/);
    assert.match(derived.toCSV(), /,a,/);
    const grouped = frame.groupBy("reason").aggregate({
      last: (rows) => rows.at(-1)?.client,
      every: (rows) => rows.map((row) => row.client),
      reasons: (rows) => rows.map((row) => row.reason),
    });
    assert.deepEqual(grouped.kinds, { reason: "string", last: "id", every: "list", reasons: "list" });
    assert.doesNotMatch(grouped.toCSV(), /c0ffee/);
    assert.match(grouped.toCSV(), /\[""a"",""a""\]/);
    assert.deepEqual(derived.column("copy").toArray(), frame.column("client").toArray());
  });

  it("can be marked, in strings and lists of them, but in nothing else", () => {
    const plain = Frame.fromColumns({ a: ["x1", null], b: [["x2"], null], n: [1, 2] });
    assert.match(plain.toString(), /x1/);
    assert.doesNotMatch(plain.withIds("a", "b").toString(), /x1|x2/);
    assert.throws(() => plain.withIds("n"), /withIds needs strings, but column "n" holds f64 values/);
  });

  it("are never named in an error", () => {
    assert.throws(
      () => frame.dedupe("client", { onNull: "error" }),
      (error: Error) => !error.message.includes("c0ffee"),
    );
  });
});
