import { createRequire } from "node:module";
import { join } from "node:path";
import type { Polars } from "./polars.js";
import { countTexts, report, sequenceAnswer } from "./report.js";
import { readColumns, toFrame } from "./scanned-columns.js";

const [folder, place, from] = process.argv.slice(2) as [string, string, "arrays" | "file"];
const pl = createRequire(place)("nodejs-polars") as Polars;

/** The cells as a program has them that keeps pings in JavaScript; made before the clock starts. */
function arrays(): { [name: string]: unknown[] } {
  const frame = toFrame(readColumns(folder));
  return Object.fromEntries(frame.columns.map((name) => [name, frame.column(name).toArray()]));
}
const inMemory = from === "arrays" ? arrays() : null;

await report(async (timed) => {
  const pings = await timed("load", () =>
    inMemory === null ? pl.readIPC(join(folder, "rows.ipc")) : pl.DataFrame(inMemory),
  );
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
