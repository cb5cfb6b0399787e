// Counts new-profile pings by reason, and each reason's share.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/count-by-reason.js
import { Dataset, desc, getPingsProperties } from "pingframe";

const pings = Dataset.fromSource("telemetry").where({ docType: "new-profile" }).records();
const frame = await getPingsProperties(pings, { reason: (ping) => ping.payload.reason });

const counts = frame
  .countBy("reason")
  .derive({ share: ({ count }) => count / frame.length })
  .orderBy(desc("count"));
console.log(counts.toString());

// What was read, and what was damaged, is known of every scan.
const { lastAccount } = pings;
console.log(`${lastAccount?.records} records in ${lastAccount?.objects} objects`);
