import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadOptional } from "./load-optional.js";
import { lockFolder } from "./lock-folder.js";
import { exactReaders } from "./read-types.js";
import { sqlError } from "./sql-error.js";
import type { Driver, Session, SqlRow, SqlValue } from "./types.js";

/** Where an embedded database lies. */
export interface PgliteOptions {
  /** A folder of its own, made when missing; without one the database is in memory. */
  readonly folder?: string;
  /** How long to wait for another process that has the folder, in milliseconds. @defaultValue 0 */
  readonly waitMs?: number;
  /** Ends that waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** What of PGlite is used; its own types need the browser's. */
interface Statements {
  query(
    sql: string,
    values?: unknown[],
    options?: { parsers?: Readonly<Record<number, (text: string) => unknown>>; blob?: Blob },
  ): Promise<{ rows: unknown[] }>;
  exec(sql: string): Promise<unknown>;
}

/** Whether a folder holds an embedded database. */
export function hasPglite(folder: string): boolean {
  return existsSync(dataIn(folder));
}

function dataIn(folder: string): string {
  return join(folder, "data");
}

/** Opens PGlite, which is PostgreSQL in this process. One process at a time; statements run one after another. */
export async function openPglite({ folder, waitMs = 0, signal }: PgliteOptions): Promise<Driver> {
  const { PGlite } = await loadOptional("@electric-sql/pglite", () => import("@electric-sql/pglite"));
  let unlock = async (): Promise<void> => {};
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    unlock = await lockFolder(folder, waitMs, signal);
  }
  try {
    const lite = await PGlite.create(folder === undefined ? "memory://" : dataIn(folder));
    return {
      kind: "pglite",
      ...sessionOn(lite as never),
      transaction: (work) => lite.transaction((inner) => work(sessionOn(inner as never))),
      close: async () => {
        try {
          await lite.close();
        } finally {
          await unlock();
        }
      },
    };
  } catch (error) {
    await unlock();
    throw sqlError(error, "open");
  }
}

function sessionOn(on: Statements): Session {
  const attempt = async <Result>(sql: string, run: () => Promise<Result>): Promise<Result> => {
    try {
      return await run();
    } catch (error) {
      throw sqlError(error, sql);
    }
  };
  return {
    query: <Row extends object = SqlRow>(sql: string, values: readonly SqlValue[] = []) =>
      attempt(sql, async () => (await on.query(sql, [...values], { parsers: exactReaders })).rows as Row[]),
    run: (sql) => attempt(sql, async () => void (await on.exec(sql))),
    copyIn: (target, bytes) =>
      attempt(
        `COPY ${target}`,
        async () =>
          void (await on.query(`COPY ${target} FROM '/dev/blob' (FORMAT binary)`, [], {
            blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
          })),
      ),
  };
}
