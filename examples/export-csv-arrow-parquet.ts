// Writes a frame as CSV, Arrow and Parquet.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/export-csv-arrow-parquet.js [FOLDER]
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Dataset, Frame, getPingsProperties } from "pingframe";

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

const parquet = shared.toParquet();
await writeFile(join(folder, "new-profile.parquet"), parquet);
// What is read back is the same frame. DuckDB, Polars, Spark and pandas read the file too.
if (!(await Frame.fromParquet(parquet)).equals(shared)) throw new Error("Parquet changed the frame");

console.log(
  `${frame.length} rows; bytes: CSV ${Buffer.byteLength(csv)}, Arrow ${arrow.length}, Parquet ${parquet.length}`,
);
