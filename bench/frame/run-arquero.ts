import * as aq from "arquero";
import { countTexts, report, sequenceAnswer } from "./report.js";
import { readColumns, toFrame } from "./scanned-columns.js";

const [folder] = process.argv.slice(2) as [string];
await report(async (timed) => {
  const pings = await timed("load", () => toFrame(readColumns(folder)).toArquero(aq));
  const unique = await timed("dedupe", () => pings.orderby("at").dedupe("id").reify());
  const counts = await timed("countBy", () => unique.groupby("reason").count().reify());
  const sequences = await timed("sequences", () =>
    unique
      .orderby("at")
      .groupby("client")
      .rollup({ sequence: aq.op.array_agg("reason") }),
  );
  return () => ({
    unique: unique.numRows(),
    counts: countTexts(
      (counts.objects() as { reason: string; count: number }[]).map(({ reason, count }) => [reason, count]),
    ),
    ...sequenceAnswer(sequences.array("sequence") as string[][]),
  });
});
