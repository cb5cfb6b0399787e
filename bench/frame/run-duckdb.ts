import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Answer, countTexts, report } from "./report.js";

const [folder] = process.argv.slice(2) as [string];
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await connection.runAndReadAll(sql)).getRowObjectsJS() as Record<string, unknown>[];

await report(async (timed) => {
  const file = join(folder, "rows.parquet");
  await timed("load", () => connection.run(`create table pings as select * from read_parquet('${file}')`));
  // Faster than distinct on, row_number and a join, and in less memory.
  await timed("dedupe", () =>
    connection.run(`
      create table single as
      select id, arg_min(client, "at") as client, arg_min(reason, "at") as reason, min("at") as "at"
      from pings group by id
    `),
  );
  const counts = await timed("countBy", () =>
    rows("select reason, count(*)::integer as count from single group by reason"),
  );
  await timed("sequences", () =>
    connection.run(`
      create table sequences as
      select client, list(reason order by "at") as sequence from single group by client
    `),
  );
  return async () => {
    const [unique] = await rows("select count(*)::integer as n from single");
    const [answer] = await rows(`
      select count(*)::integer as clients, sum(len(sequence))::integer as items,
        (count(*) filter (sequence[1] = 'shutdown'))::integer as "firstShutdowns",
        (count(*) filter (sequence[-1] = 'shutdown'))::integer as "lastShutdowns",
        sum(list_sum(list_transform(sequence, lambda x, i: if(x = 'shutdown', i, 0))))::double as places
      from sequences
    `);
    return {
      unique: unique!["n"] as number,
      counts: countTexts(counts.map(({ reason, count }) => [reason as string, count as number])),
      ...(answer as unknown as Omit<Answer, "unique" | "counts">),
    };
  };
});
connection.closeSync();
