import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CustomTypesConfig, PoolClient } from "pg";
import { loadOptional } from "./load-optional.js";
import { exactReaders } from "./read-types.js";
import { sqlError } from "./sql-error.js";
import type { Driver, Session, SqlRow, SqlValue } from "./types.js";

/** How a PostgreSQL server is reached. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** How many connections at most; @defaultValue 8 */
  readonly connections?: number;
  /** Whether to take the role that can only read, where this user may, and refuse any change. @defaultValue false */
  readonly readOnly?: boolean;
  /** After how many milliseconds a statement is stopped; 0 is never. @defaultValue 0 */
  readonly timeoutMs?: number;
}

/** Opens a PostgreSQL server, version 15 or later. */
export async function openPostgres({
  url,
  connections = 8,
  readOnly = false,
  timeoutMs = 0,
}: PostgresOptions): Promise<Driver> {
  const pg = await loadOptional<typeof import("pg")>("pg", () => import("pg"));
  const copy = await loadOptional("pg-copy-streams", () => import("pg-copy-streams"));
  const builtin = pg.default?.types ?? pg.types;
  const types: CustomTypesConfig = {
    getTypeParser: ((oid: number, format: "text" | "binary") =>
      exactReaders[oid] ?? builtin.getTypeParser(oid, format as "text")) as never,
  };
  const { Pool } = pg.default ?? pg;
  const pool = new Pool({
    connectionString: url,
    max: connections,
    types,
    statement_timeout: timeoutMs,
    application_name: "pingframe",
    // Compiling a sum per bucket takes longer than it saves.
    options: `-c jit=off${readOnly ? " -c default_transaction_read_only=on" : ""}`,
  });
  // A connection that dies while idle is replaced on next use; without a listener it would end the process.
  pool.on("error", () => {});

  const sessionOn = (client: PoolClient): Session => ({
    async query<Row extends object = SqlRow>(sql: string, values: readonly SqlValue[] = []): Promise<Row[]> {
      try {
        return (await client.query(sql, values.map(toParameter))).rows as Row[];
      } catch (error) {
        throw sqlError(error, sql);
      }
    },
    async run(sql: string): Promise<void> {
      try {
        await client.query(sql);
      } catch (error) {
        throw sqlError(error, sql);
      }
    },
    async copyIn(target: string, bytes: Uint8Array): Promise<void> {
      const sql = `COPY ${target} FROM STDIN (FORMAT binary)`;
      try {
        const stream = client.query(copy.from(sql));
        await pipeline(Readable.from([bytes]), stream);
      } catch (error) {
        throw sqlError(error, sql);
      }
    },
  });

  const withClient = async <Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> => {
    let client: PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      throw sqlError(error, "connect");
    }
    let broken: Error | undefined;
    try {
      if (readOnly) await takeReaderRole(client);
      return await work(client);
    } catch (error) {
      if (isConnectionLost(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    kind: "postgres",
    query: (sql, values) => withClient((client) => sessionOn(client).query(sql, values)),
    run: (sql) => withClient((client) => sessionOn(client).run(sql)),
    copyIn: (target, bytes) => withClient((client) => sessionOn(client).copyIn(target, bytes)),
    transaction: (work) =>
      withClient(async (client) => {
        const session = sessionOn(client);
        await session.run("BEGIN");
        try {
          const result = await work(session);
          await session.run("COMMIT");
          return result;
        } catch (error) {
          await session.run("ROLLBACK").catch(() => {});
          throw error;
        }
      }),
    close: () => pool.end(),
  };
}

const readers = new WeakSet<PoolClient>();

/** A user who is only the reader's member, or no member at all, can't do more anyway. */
async function takeReaderRole(client: PoolClient): Promise<void> {
  if (readers.has(client)) return;
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT rolname AS name FROM pg_roles WHERE rolname = 'pingframe_reader' AND pg_has_role(oid, 'MEMBER')",
    );
    if (rows.length > 0) await client.query("SET ROLE pingframe_reader");
  } catch (error) {
    throw sqlError(error, "SET ROLE pingframe_reader");
  }
  readers.add(client);
}

function toParameter(value: SqlValue): unknown {
  if (typeof value === "bigint") return String(value);
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

function isConnectionLost(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  return !/^[0-9A-Z]{5}$/.test(code) || code.startsWith("08") || code.startsWith("57P");
}
