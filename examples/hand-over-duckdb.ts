// Puts a frame into DuckDB and asks it in SQL.
// Run it: PINGFRAME_SOURCES=sample-lake node dist/examples/hand-over-duckdb.js
// DuckDB is a package of its own: npm install @duckdb/node-api
import { Dataset, Frame, getPingsProperties } from "pingframe";

const duckdb = await import("@duckdb/node-api").catch((error: NodeJS.ErrnoException) => {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  console.log("SKIPPED: DuckDB is not installed; run npm install @duckdb/node-api");
  // Where everything is to be tested, what is missing is a failure.
  process.exit(process.env["CI"] ? 1 : 0);
});

const pings = Dataset.fromSource("telemetry").where({ docType: "main" }).records();
const frame = await getPingsProperties(pings, {
  channel: (ping) => ping.meta.appUpdateChannel,
  reason: (ping) => ping.payload.info.reason,
  seconds: (ping) => ping.payload.info.sessionLength,
});

const instance = await duckdb.DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run("create table mains (channel varchar, reason varchar, seconds double)");
const appender = await connection.createAppender("mains");
for (const { channel, reason, seconds } of frame.rows()) {
  for (const text of [channel, reason]) text === null ? appender.appendNull() : appender.appendVarchar(text);
  seconds === null ? appender.appendNull() : appender.appendDouble(seconds);
  appender.endRow();
}
appender.closeSync();

const reader = await connection.runAndReadAll(`
  select channel, reason, count(*)::integer as pings, median(seconds) as median_seconds
  from mains group by all order by pings desc, channel, reason limit 5
`);
console.log(Frame.fromObjects(reader.getRowObjects()).toString());
connection.closeSync();
