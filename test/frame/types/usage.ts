// Right and wrong uses as the compiler sees them. The build checks this file with the newest TypeScript,
// strict; types.test.ts checks it against the emitted declarations with the oldest one, as notebooks do.
import {
  atMost,
  collect,
  count,
  desc,
  Frame,
  first,
  inRange,
  max,
  mean,
  percentile,
  type Series,
  sum,
} from "../../../src/frame/index.js";

/** Accepts a type that is equal to another, both ways. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
function same<A, B>(_proof: Same<A, B>): void {}
type RowIn<F> = F extends Frame<infer Row> ? { [Name in keyof Row]: Row[Name] } : never;

type Pings = {
  clientId: string | null;
  "payload/reason": string | null;
  "payload/sessionLength": number | null;
  stamp: bigint | null;
  isNew: boolean | null;
};

export function usage(
  pings: Frame<Pings>,
  others: Frame<{ clientId: string | null; version: string | null; isNew: boolean | null }>,
): void {
  // select, drop and rename follow the names
  same<RowIn<ReturnType<typeof selected>>, { clientId: string | null; stamp: bigint | null }>(true);
  function selected() {
    return pings.select("clientId", "stamp");
  }
  const listed = pings.select(["clientId", "stamp"]);
  same<RowIn<typeof listed>, { clientId: string | null; stamp: bigint | null }>(true);
  // @ts-expect-error there is no such column
  pings.select("clientid");
  const dropped = pings.drop("stamp", "isNew", "payload/reason");
  same<RowIn<typeof dropped>, { clientId: string | null; "payload/sessionLength": number | null }>(true);
  // @ts-expect-error there is no such column
  pings.drop("reason");
  const renamed = pings.select("payload/reason", "stamp").rename({ "payload/reason": "reason" });
  same<RowIn<typeof renamed>, { reason: string | null; stamp: bigint | null }>(true);
  renamed.column("reason");
  // @ts-expect-error the old name is gone
  renamed.column("payload/reason");
  // @ts-expect-error there is no such column
  pings.rename({ reason: "why" });

  // filter, derive
  pings.filter((row) => row["payload/reason"] === "startup");
  // @ts-expect-error a filter says yes or no
  pings.filter((row) => row["payload/reason"]);
  // @ts-expect-error the row has no such column
  pings.filter((row) => row.reason === "startup");
  const derived = pings.select("stamp").derive({
    day: (row, index) => (row.stamp === null ? index : 1),
    word: () => "a",
  });
  same<RowIn<typeof derived>, { stamp: bigint | null; day: number; word: string }>(true);
  const maybe = pings.derive({ word: (row) => (row.isNew === true ? String(row.stamp) : undefined) });
  same<RowIn<typeof maybe>["word"], string | null>(true);
  const replaced = pings.select("stamp").derive({ stamp: () => true });
  same<RowIn<typeof replaced>, { stamp: boolean }>(true);

  // where
  pings.where({ "payload/sessionLength": atMost(1800), isNew: true, clientId: null });
  pings.where({ "payload/reason": ["startup", "shutdown"], stamp: inRange(1n, 2n) });
  pings.where({ "payload/sessionLength": (length) => length.toFixed(0) === "1" });
  // @ts-expect-error there is no such column
  pings.where({ reason: "startup" });
  // @ts-expect-error a number is not compared with text
  pings.where({ "payload/sessionLength": atMost("1800") });

  // groupBy and aggregate
  const grouped = pings.groupBy("payload/reason").aggregate({
    n: count(),
    length: mean("payload/sessionLength"),
    stamps: sum("stamp"),
    lengths: sum("payload/sessionLength"),
    clients: collect("clientId"),
    one: first("clientId"),
    latest: max("stamp"),
    p95: percentile("payload/sessionLength", 95),
    share: (rows) => rows.filter((row) => row.isNew === true).length / rows.length,
  });
  same<
    RowIn<typeof grouped>,
    {
      "payload/reason": string | null;
      n: number;
      length: number | null;
      stamps: bigint;
      lengths: number;
      clients: (string | null)[];
      one: string | null;
      latest: bigint | null;
      p95: number | null;
      share: number;
    }
  >(true);
  // @ts-expect-error there is no such column
  pings.groupBy("reason");
  // @ts-expect-error there is no such column
  pings.groupBy("clientId").aggregate({ m: mean("sessionLength") });

  // orderBy, dedupe, countBy, sequences
  pings.orderBy("clientId", desc("stamp"));
  // @ts-expect-error there is no such column
  pings.orderBy(desc("time"));
  const unique = pings.dedupe(["clientId", "stamp"], {
    keep: "last",
    orderBy: desc("stamp"),
    onNull: "drop",
  });
  same<RowIn<typeof unique>, Pings>(true);
  same<typeof unique.dropped.duplicates, number>(true);
  // @ts-expect-error there is no such column
  pings.dedupe("documentId");
  const counted = pings.countBy("payload/reason", "isNew");
  same<RowIn<typeof counted>, { "payload/reason": string | null; isNew: boolean | null; count: number }>(
    true,
  );
  const sequences = pings.sequences({ by: "clientId", orderBy: ["stamp", "isNew"], value: "payload/reason" });
  same<RowIn<typeof sequences>, { clientId: string | null; sequence: (string | null)[]; length: number }>(
    true,
  );
  const patterns = sequences.countBy("sequence");
  same<RowIn<typeof patterns>, { sequence: (string | null)[]; count: number }>(true);
  // @ts-expect-error there is no such column
  pings.sequences({ by: "client", orderBy: "stamp", value: "payload/reason" });

  // joins and union
  const joined = pings.select("clientId", "isNew").join(others, { on: "clientId" });
  same<
    RowIn<typeof joined>,
    { clientId: string | null; isNew: boolean | null; version: string | null; isNew_right: boolean | null }
  >(true);
  const named = pings
    .select("stamp", "clientId")
    .join(others.rename({ clientId: "id" }), { on: { clientId: "id" }, how: "left", suffix: "Other" });
  same<
    RowIn<typeof named>,
    { stamp: bigint | null; clientId: string | null; version: string | null; isNew: boolean | null }
  >(true);
  // @ts-expect-error they have no such column in common
  pings.join(others, { on: "stamp" });
  pings.semiJoin(others, "clientId").antiJoin(others, ["clientId", "isNew"]);
  // @ts-expect-error they have no such column in common
  pings.antiJoin(others, "version");
  const both = pings.select("clientId", "stamp").union(others.select("version", "clientId"));
  same<RowIn<typeof both>, { clientId: string | null; stamp: bigint | null; version: string | null }>(true);

  // columns and rows
  same<ReturnType<typeof reasons>, Series<string | null>>(true);
  function reasons() {
    return pings.column("payload/reason");
  }
  const list: (string | null)[] = pings.column("payload/reason").toArray();
  const total: bigint = pings.column("stamp").sum();
  const length: number = pings.column("payload/sessionLength").sum();
  // @ts-expect-error a sum of bigints is a bigint
  const wrong: number = pings.column("stamp").sum();
  const median: number | null = pings.percentile("payload/sessionLength", 50);
  const several: (number | null)[] = pings.percentile("payload/sessionLength", [25, 75]);
  // @ts-expect-error there is no such column
  pings.column("reason");
  const reason: string | null = pings.row(0)?.["payload/reason"] ?? null;
  for (const row of pings) same<typeof row, Pings>(true);
  void [list, total, length, wrong, median, several, reason];

  // making frames
  const made = Frame.fromObjects([{ a: 1, b: "x" as string | undefined }], { kinds: { b: "id" } });
  made.column("a").toArray()[0]!.toFixed(1);
  // @ts-expect-error there is no such column
  Frame.fromObjects([{ a: 1 }], { kinds: { b: "id" } });
  const columns = Frame.fromColumns({ n: [1, 2, null], big: new BigInt64Array(3) });
  same<RowIn<typeof columns>, { n: number | null; big: bigint }>(true);
  const other = Frame.fromArquero<{ n: number }>(made.toArquero());
  same<RowIn<typeof other>, { n: number }>(true);
}
