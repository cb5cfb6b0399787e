import { DatabaseError } from "../errors.js";
import { aggregatesMigration } from "./migrations/001-aggregates.js";
import { rolesMigration } from "./migrations/002-roles.js";
import type { Driver } from "./types.js";

const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "001-aggregates", sql: aggregatesMigration },
  { name: "002-roles", sql: rolesMigration },
];
const OLDEST_SERVER = 150_000;

/** A lock that all of pingframe's writers take, one after another; the number is arbitrary, but must stay. */
export const WRITER_LOCK = 7_315_206_501n;

/**
 * Brings a database to this version's tables. Two processes at once migrate once; what is done already is left alone.
 *
 * @returns The names of the migrations that were applied now.
 * @throws {DatabaseError} If the server is older than 15, or the database newer than this version of pingframe.
 */
export function migrate(driver: Driver): Promise<string[]> {
  return driver.transaction(async (session) => {
    const [server] = await session.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::integer AS version",
    );
    if (server!.version < OLDEST_SERVER) {
      throw new DatabaseError(`PostgreSQL 15 or later is needed, got ${server!.version}`, {
        code: "server-too-old",
      });
    }
    await session.query("SELECT pg_advisory_xact_lock($1::bigint)", [WRITER_LOCK]);
    // Even where the table is there, IF NOT EXISTS wants the right to make it, which the writer's role has not.
    if (!(await hasMigrationsTable(session))) {
      await session.run(
        "CREATE TABLE public.pingframe_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
      );
    }
    const done = await appliedMigrations(session);
    const applied: string[] = [];
    for (const { name, sql } of migrations) {
      if (done.includes(name)) continue;
      await session.run(sql);
      await session.query("INSERT INTO public.pingframe_migrations (name) VALUES ($1)", [name]);
      applied.push(name);
    }
    return applied;
  });
}

async function hasMigrationsTable(session: Pick<Driver, "query">): Promise<boolean> {
  const [table] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.pingframe_migrations') IS NOT NULL AS there",
  );
  return table!.there;
}

/** What was applied to a database, the newest last; refuses a database that a newer pingframe has changed. */
async function appliedMigrations(session: Pick<Driver, "query">): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    "SELECT name FROM public.pingframe_migrations ORDER BY name",
  );
  const names = rows.map(({ name }) => name);
  const unknown = names.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown !== undefined) {
    throw new DatabaseError(
      `the database has been changed by a newer pingframe; use that, got migration ${JSON.stringify(unknown)}`,
      { code: "database-too-new" },
    );
  }
  return names;
}

/**
 * Checks that a database has this version's tables, without changing it.
 * @throws {DatabaseError} If it has none or older ones; code `not-migrated`.
 */
export async function checkMigrated(driver: Driver): Promise<void> {
  const done = (await hasMigrationsTable(driver)) ? await appliedMigrations(driver) : [];
  const missing = migrations.filter(({ name }) => !done.includes(name));
  if (missing.length === 0) return;
  throw new DatabaseError("the database lacks tables of this version; pingframe rollup run makes them", {
    code: "not-migrated",
  });
}
