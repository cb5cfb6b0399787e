// Writes the benchmark's rows: as a scan's columns, and as Parquet.
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeColumns, toFrame, writeColumns } from "./scanned-columns.js";

const [folder, rows] = process.argv.slice(2) as [string, string];
const columns = makeColumns(Number(rows));
writeColumns(folder, columns);
const file = openSync(join(folder, "rows.parquet"), "w");
for (const chunk of toFrame(columns).toParquetChunks()) writeSync(file, chunk);
closeSync(file);
