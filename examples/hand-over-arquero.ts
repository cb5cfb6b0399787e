// Hands a frame to arquero, works on it there, and takes the result back.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/hand-over-arquero.js
import * as aq from "arquero";
import { Dataset, Frame, getPingsProperties } from "pingframe";

const pings = Dataset.fromSource("telemetry").where({ docType: "crash" }).records();
const frame = await getPingsProperties(pings, {
  system: (ping) => ping.environment.system.os.name,
  process: (ping) => ping.payload.processType,
});

// Pivot a table: one row a system, one column a process.
const crossed = frame
  .toArquero(aq)
  .derive({ process: (row: { process: string | null }) => row.process ?? "unknown" })
  .groupby("system")
  .pivot("process", { count: () => aq.op.count() })
  .orderby("system");

console.log(Frame.fromArquero(crossed).toString());
