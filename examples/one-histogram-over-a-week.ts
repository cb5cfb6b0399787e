// Sums one histogram over the pings of a week, and day by day.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/one-histogram-over-a-week.js
import { between, count, Dataset, getPingsProperties, merge } from "pingframe";

const pings = Dataset.fromSource("telemetry")
  .where({ docType: "main", appUpdateChannel: "beta", submissionDate: between("20170613", "20170620") })
  .records();

// The path of a histogram reads the sum over all processes of a ping. Pings without it have null.
const frame = await getPingsProperties(pings, {
  day: (ping) => ping.meta.submissionDate,
  pause: (ping) => ping.payload.histograms.GC_MS,
});

const week = frame.column("pause").merge();
console.log(
  `GC_MS of the week: ${week?.count} values, mean ${week?.mean()?.toFixed(1)} ms, median ${week?.median?.toFixed(1)} ms`,
);

const days = frame
  .groupBy("day")
  .aggregate({ pings: count(), pause: merge("pause") })
  .derive({ values: ({ pause }) => pause?.count ?? 0, p95: ({ pause }) => pause?.percentile(95) ?? null })
  .drop("pause")
  .orderBy("day");
console.log(days.toString());
