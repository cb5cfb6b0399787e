// Writes the benchmark's rows as the Arrow IPC file that Polars reads fastest.
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Polars } from "./polars.js";

const [folder, place] = process.argv.slice(2) as [string, string];
const pl = createRequire(place)("nodejs-polars") as Polars;
pl.readParquet(join(folder, "rows.parquet")).writeIPC(join(folder, "rows.ipc"));
