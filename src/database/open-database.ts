import { DatabaseError } from "../errors.js";
import { checkMigrated, migrate } from "./migrate.js";
import { hasPglite, openPglite } from "./open-pglite.js";
import { openPostgres } from "./open-postgres.js";
import type { Driver } from "./types.js";

/** Which database, and what for. */
export interface DatabaseOptions {
  /** A `postgres://` URL, a folder for an embedded database, or `:memory:`. */
  readonly database: string;
  /**
   * `write` makes the database, if it is a folder, and makes or updates the tables. `read` makes none and takes the role
   * that can only read, where there is one. @defaultValue "read"
   */
  readonly access?: "read" | "write";
  /** How many connections at most; an embedded database has one. @defaultValue 8 */
  readonly connections?: number;
  /** After how many milliseconds PostgreSQL stops a statement; 0 is never. @defaultValue 0 */
  readonly timeoutMs?: number;
  /** How long to wait for another process that has the folder, in milliseconds. @defaultValue 0 */
  readonly waitMs?: number;
  /** Ends that waiting; opening then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a database of aggregates: PostgreSQL 15 or later by URL, or an embedded one in a folder.
 *
 * @throws {DatabaseError} If it can't be reached, or another process has the folder, or there is nothing yet to read; code
 *   `not-migrated`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Driver> {
  const { database, access = "read", waitMs = 0, signal } = options;
  const isServer = /^postgres(ql)?:\/\//.test(database);
  const isMemory = database === ":memory:";
  if (access === "read" && !isServer && !isMemory && !hasPglite(database)) {
    throw new DatabaseError(
      `there is no database in folder ${JSON.stringify(database)}; name another, or make it with pingframe rollup run`,
      { code: "not-migrated" },
    );
  }
  const driver = isServer
    ? await openPostgres({
        url: database,
        readOnly: access === "read",
        connections: options.connections ?? 8,
        timeoutMs: options.timeoutMs ?? 0,
      })
    : await openPglite({ ...(isMemory ? {} : { folder: database }), waitMs, signal });
  try {
    // An embedded database is its user's alone, and may be older than this version.
    if (access === "write" || !isServer) await migrate(driver);
    else await checkMigrated(driver);
    if (access === "read" && !isServer) {
      await driver.run("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET ROLE pingframe_reader");
    }
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}
