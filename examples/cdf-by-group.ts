// Draws how long sessions last, as a cumulative distribution for each operating system, into session-length.svg.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/cdf-by-group.js [FOLDER]
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atLeast, Dataset, getPingsProperties, plotCdf } from "pingframe";

const folder = process.argv[2] ?? ".";
const pings = Dataset.fromSource("telemetry").where({ docType: "main", appUpdateChannel: "beta" }).records();
const frame = await getPingsProperties(pings, {
  system: (ping) => ping.environment.system.os.name,
  reason: (ping) => ping.payload.info.reason,
  seconds: (ping) => ping.payload.info.sessionLength,
});

const sessions = frame
  .where({ reason: "shutdown", seconds: atLeast(0) }) // a missing length is not at least anything
  .derive({ minutes: ({ seconds }) => seconds! / 60 });
const plot = plotCdf(sessions.groupBy("system").column("minutes"), {
  title: "Length of a session by operating system",
  label: "session length",
  unit: "minutes",
  of: "sessions",
  log: true,
});

console.log(plot.altText);
await writeFile(join(folder, "session-length.svg"), await plot.toSVG());
