import { countTexts, report, sequenceAnswer } from "./report.js";
import { readColumns, toFrame } from "./scanned-columns.js";

const [folder] = process.argv.slice(2) as [string];
await report(async (timed) => {
  const pings = await timed("load", () => toFrame(readColumns(folder)));
  const unique = await timed("dedupe", () => pings.dedupe("id", { orderBy: "at" }));
  const counts = await timed("countBy", () => unique.countBy("reason"));
  const sequences = await timed("sequences", () =>
    unique.sequences({ by: "client", orderBy: "at", value: "reason" }),
  );
  return () => ({
    unique: unique.length,
    counts: countTexts(counts.toObjects().map(({ reason, count }) => [reason, count])),
    ...sequenceAnswer(sequences.column("sequence") as Iterable<string[]>),
  });
});
