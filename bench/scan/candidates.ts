import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";
import { type Format, formats } from "../data/formats.js";
import type { BenchLake } from "../data/write-lake.js";
import { readCeiling } from "./read-ceiling.js";
import { openContent, readLines } from "./read-lines.js";
import { takeWanted, wantedPaths } from "./wanted-paths.js";

/** The wanted values of all pings, as rows in order. Asked for when the time has been taken. */
export type Answer = () => Promise<readonly (readonly unknown[])[]>;

/** Someone who can be asked for the wanted properties of a lake. Runs in a process of its own. */
export interface Candidate {
  readonly name: string;
  readonly formats: readonly Format[];
  /** Finds the wanted values and keeps them in memory, however it likes; null: there are none to compare. */
  readonly run?: (lake: BenchLake) => Promise<Answer | null>;
  /** A script below bench/rivals, in the place of `run`; it gets the files as arguments. */
  readonly python?: string;
  /** What it needs that is no dependency here. */
  readonly needs?: {
    readonly npm?: readonly string[];
    readonly pip?: readonly string[];
    readonly folder?: "moztelemetry";
  };
}

const lines = formats.filter((format) => format.startsWith("json-lines"));
const heka = formats.filter((format) => format.startsWith("heka"));
// Loaded when they run, so that a process pays only for what it uses.
const PINGFRAME = "../../src/index.js";

export const candidates: readonly Candidate[] = [
  { name: "pingframe, 1 thread", formats, run: (lake) => pingframe(lake, 0) },
  { name: "pingframe, 1 thread, unvalidated", formats, run: (lake) => pingframe(lake, 0, false) },
  { name: "pingframe, 1 worker", formats: lines, run: (lake) => pingframe(lake, 1) },
  {
    name: "pingframe, all cores",
    formats,
    run: (lake) => pingframe(lake, availableParallelism()),
  },
  { name: "JSON.parse", formats: lines, run: jsonParse },
  { name: "readline + JSON.parse", formats: lines, run: readline },
  { name: "DuckDB, 1 thread", formats: lines, run: (lake) => duckdb(lake, 1) },
  { name: "DuckDB, all cores", formats: lines, run: (lake) => duckdb(lake, availableParallelism()) },
  {
    name: "nodejs-polars, all cores",
    formats: ["json-lines"],
    run: polars,
    needs: { npm: ["nodejs-polars@0.25.2"] },
  },
  {
    name: "Python ujson",
    formats: ["json-lines", "json-lines-gzip"],
    python: "json_lines.py",
    needs: { pip: ["ujson"] },
  },
  { name: "decode + JSON.parse", formats: heka, run: decode },
  {
    name: "moztelemetry (Python)",
    formats: heka,
    python: "heka_moztelemetry.py",
    needs: { pip: ["ujson", "python-snappy", "protobuf", "future"], folder: "moztelemetry" },
  },
  { name: "ceiling: decompress, one look", formats, run: readCeiling },
];

async function pingframe({ folder }: BenchLake, threads: number, validate = true): Promise<Answer> {
  const { createLocalEngine, Dataset, getPingsProperties, openFolderStore } = (await import(
    PINGFRAME
  )) as typeof import("../../src/index.js");
  const engine = createLocalEngine({ threads });
  const dataset = Dataset.fromStore(openFolderStore(folder), ["docType"], { engine, onEvent: null });
  const options = { sample: 1, validate };
  const frame = await getPingsProperties(dataset.where({ docType: "main" }).records(options), wantedPaths);
  return async () => {
    await engine.close();
    const columns = wantedPaths.map((path) => frame.column(path).toArray() as readonly unknown[]);
    return Array.from({ length: frame.length }, (_, row) => columns.map((column) => column[row] ?? null));
  };
}

async function jsonParse({ files }: BenchLake): Promise<Answer> {
  const rows: unknown[][] = [];
  for (const file of files) {
    for await (const line of readLines(file)) rows.push(takeWanted(JSON.parse(line.toString("utf8"))));
  }
  return async () => rows;
}

async function readline({ files }: BenchLake): Promise<Answer> {
  const { createInterface } = await import("node:readline");
  const rows: unknown[][] = [];
  for (const file of files) {
    for await (const line of createInterface({ input: openContent(file) }))
      rows.push(takeWanted(JSON.parse(line)));
  }
  return async () => rows;
}

/** The paths' types are written out, as its user must: inferring them takes ten times as long. */
async function duckdb({ files }: BenchLake, threads: number): Promise<Answer> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:", { threads: String(threads) })).connect();
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(",");
  const values = wantedPaths.map(
    (path, i) =>
      `${path
        .split("/")
        .map((name) => `"${name}"`)
        .join(".")} AS c${i}`,
  );
  await connection.run(`CREATE TEMP TABLE found AS SELECT ${values.join(",")} FROM read_json([${list}],
    format = 'newline_delimited', columns = {
      id: 'VARCHAR', "clientId": 'VARCHAR', "creationDate": 'VARCHAR', application: 'STRUCT("version" VARCHAR)',
      environment: 'STRUCT("profile" STRUCT("creationDate" BIGINT), "system" STRUCT("os" STRUCT("name" VARCHAR)))',
      payload: 'STRUCT("info" STRUCT("reason" VARCHAR, "sessionLength" BIGINT, "subsessionStartDate" VARCHAR))',
      meta: 'STRUCT("submissionDate" VARCHAR, "normalizedChannel" VARCHAR, "sampleId" BIGINT)'
    })`);
  return async () => {
    const rows = (await connection.runAndReadAll("SELECT * FROM found")).getRows();
    return rows.map((row) => row.map((value) => (typeof value === "bigint" ? Number(value) : value)));
  };
}

async function polars({ files }: BenchLake): Promise<Answer> {
  const { createRequire } = await import("node:module");
  // biome-ignore lint/suspicious/noExplicitAny: a package that is not there when this is compiled
  const pl: any = createRequire(`${process.env["BENCH_PACKAGES"]}/`)("nodejs-polars");
  const text = (name: string): unknown => new pl.Field(name, pl.Utf8);
  const number = (name: string): unknown => new pl.Field(name, pl.Int64);
  const struct = (name: string, fields: unknown[]): unknown => new pl.Field(name, pl.Struct(fields));
  const schema = {
    ...{ id: pl.Utf8, clientId: pl.Utf8, creationDate: pl.Utf8, application: pl.Struct([text("version")]) },
    environment: pl.Struct([
      struct("profile", [number("creationDate")]),
      struct("system", [struct("os", [text("name")])]),
    ]),
    payload: pl.Struct([
      struct("info", [text("reason"), number("sessionLength"), text("subsessionStartDate")]),
    ]),
    meta: pl.Struct([text("submissionDate"), text("normalizedChannel"), number("sampleId")]),
  };
  const columns = wantedPaths.map((path) => {
    const [first, ...rest] = path.split("/");
    return rest.reduce((expression, name) => expression.struct.field(name), pl.col(first)).alias(path);
  });
  const frames = files.map((file) =>
    pl
      .scanJson(file, { schema })
      .select(...columns)
      .collectSync(),
  );
  const frame = pl.concat(frames);
  return async () =>
    frame
      .rows()
      .map((row: unknown[]) =>
        row.map((value) => (typeof value === "bigint" ? Number(value) : (value ?? null))),
      );
}

async function decode({ files }: BenchLake): Promise<Answer> {
  const { decodeObject } = (await import(PINGFRAME)) as typeof import("../../src/index.js");
  const rows: unknown[][] = [];
  for (const file of files) {
    for await (const batch of decodeObject(createReadStream(file, { highWaterMark: 1 << 20 }))) {
      for (const { ping } of batch) rows.push(takeWanted(ping));
    }
  }
  return async () => rows;
}
