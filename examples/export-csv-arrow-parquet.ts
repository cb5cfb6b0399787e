// Writes a frame as CSV, Arrow and Parquet.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/export-csv-arrow-parquet.js [FOLDER]
// Parquet takes a package of its own: npm install hyparquet-writer
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { Dataset, getPingsProperties } from "pingframe";

const folder = process.argv[2] ?? ".";
const pings = Dataset.fromSource("telemetry").where({ docType: "new-profile" }).records();
const frame = await getPingsProperties(
  pings,
  {
    client: (ping) => ping.clientId,
    reason: (ping) => ping.payload.reason,
    created: (ping) => ping.environment.profile.creationDate,
    received: (ping) => ping.meta.Timestamp,
  },
  { exact: ["received"] }, // nanoseconds, as bigint
);

// CSV is made to be looked at: identifiers are hidden, unless { reveal: true }.
const csv = frame.toCSV();
await writeFile(join(folder, "new-profile.csv"), csv);

// Arrow and Parquet are for other programs: identifiers are as they are. So we leave them out here.
const shared = frame.drop("client");
const arrow = shared.toArrowIPC("file");
await writeFile(join(folder, "new-profile.arrow"), arrow);

const parquet = parquetWriteBuffer({
  columnData: [
    { name: "reason", type: "STRING", data: shared.column("reason").toArray() },
    { name: "created", type: "DOUBLE", data: shared.column("created").toArray() },
    { name: "received", type: "INT64", data: shared.column("received").toArray() },
  ],
});
await writeFile(join(folder, "new-profile.parquet"), Buffer.from(parquet));

console.log(
  `${frame.length} rows; bytes: CSV ${Buffer.byteLength(csv)}, Arrow ${arrow.length}, Parquet ${parquet.byteLength}`,
);
