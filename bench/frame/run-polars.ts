import { createRequire } from "node:module";
import { join } from "node:path";
import type { Polars } from "./polars.js";
import { countTexts, report, sequenceAnswer } from "./report.js";

const [folder, place] = process.argv.slice(2) as [string, string];
const pl = createRequire(place)("nodejs-polars") as Polars;

await report(async (timed) => {
  const pings = await timed("load", () => pl.readIPC(join(folder, "rows.ipc")));
  // Sorted once, the rows are then in order for the sequences too.
  const unique = await timed("dedupe", () =>
    pings.sort("at").unique({ subset: "id", keep: "first", maintainOrder: true }),
  );
  const counts = await timed("countBy", () => unique.groupBy("reason").agg(pl.len().alias("count")));
  const sequences = await timed("sequences", () => unique.groupBy("client").agg(pl.col("reason")));
  return () => ({
    unique: unique.height,
    counts: countTexts(counts.toRecords().map(({ reason, count }) => [String(reason), Number(count)])),
    ...sequenceAnswer(sequences.getColumn("reason").toArray() as string[][]),
  });
});
