// Keeps one copy of each document, then one document of each client, and says how many were left out.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/dedupe.js
import { between, Dataset, getPingsProperties } from "pingframe";

const pings = Dataset.fromSource("telemetry")
  .where({ docType: "new-profile", submissionDate: between("20170614", "20170620") })
  .records();
const all = await getPingsProperties(pings, {
  id: "id",
  client: "clientId",
  received: "meta/Timestamp",
  reason: "payload/reason",
});

// The copy that arrived first stays. Rows without a key stay too, unless onNull says otherwise.
const documents = all.dedupe("id", { orderBy: "received" });
const clients = documents.dedupe("client", { orderBy: "received", onNull: "drop" });

console.log(`${all.length} pings received`);
console.log(`${documents.length} documents, ${documents.dropped.duplicates} further copies`);
console.log(`${clients.length} clients, ${clients.dropped.duplicates} further documents`);

// Identifiers are hidden wherever they are shown.
console.log(clients.select("client", "reason").head(3).toString());
