import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  type Driver,
  listDays,
  mergeDay,
  migrate,
  openDatabase,
  queryAggregates,
} from "../../src/database/index.js";
import { WRITER_LOCK } from "../../src/database/migrate.js";
import { childDay } from "../support/child-day.js";
import { onEveryDatabase } from "../support/databases.js";
import { type PostgresServer, postgresMissing, startPostgres } from "../support/postgres-server.js";

onEveryDatabase("the roles", (make, kind) => {
  let driver: Driver;
  before(async () => {
    driver = await make();
    await mergeDay(driver, childDay("20150615"));
  });
  const as = (role: string, sql: string): Promise<unknown> =>
    driver.transaction(async (session) => {
      await session.run(`SET LOCAL ROLE ${role}`);
      return session.query(sql);
    });
  const refused = { name: "DatabaseError", code: "42501" };

  it("let the reader read what the API answers from, and nothing else", async () => {
    await as("pingframe_reader", "SELECT count(*) FROM pingframe.aggregates");
    await as("pingframe_reader", "SELECT aggregate_histograms(histograms) FROM build_id_nightly_41_20150615");
    for (const sql of [
      "SELECT count(*) FROM pingframe.contributions",
      "SELECT count(*) FROM pingframe.ledger_objects",
      "DELETE FROM pingframe.ledger",
      "UPDATE pingframe.state SET revision = 0",
      "INSERT INTO pingframe.filter_options VALUES ('a', 'b', 'c', 'd', 'e')",
      "SELECT pingframe.ensure_partition('build_id', 'x', '1', '20150615')",
      "SELECT pingframe.drop_partition(1)",
      "CREATE TABLE pingframe.mine ()",
      "DROP TABLE pingframe.aggregates",
    ]) {
      await assert.rejects(as("pingframe_reader", sql), refused, sql);
    }
  });

  it("let the writer merge, but neither trim nor make tables", async () => {
    await driver.run("SET ROLE pingframe_writer");
    try {
      if (kind === "pglite") {
        // PGlite takes COPY's data as a file of the server, which only its superuser may read.
        await assert.rejects(mergeDay(driver, childDay("20150616")), refused);
        return;
      }
      assert.equal((await mergeDay(driver, childDay("20150616"))).outcome, "merged");
      const replaced = { ...childDay("20150616"), objects: [], rows: [], mode: "replace" as const };
      assert.equal((await mergeDay(driver, replaced)).outcome, "replaced");
    } finally {
      await driver.run("RESET ROLE");
    }
    await assert.rejects(as("pingframe_writer", "SELECT pingframe.drop_partition(1)"), refused);
    await assert.rejects(as("pingframe_writer", "CREATE TABLE pingframe.mine ()"), refused);
  });

  it("are there once, however often a database is migrated", async () => {
    assert.deepEqual(await migrate(driver), []);
  });

  it("refuse a database that a newer version has changed", async () => {
    await driver.run("INSERT INTO pingframe_migrations (name) VALUES ('999-future')");
    await assert.rejects(migrate(driver), {
      code: "database-too-new",
      message: /got migration "999-future"$/,
    });
    await driver.run("DELETE FROM pingframe_migrations WHERE name = '999-future'");
  });

  it("leave no value of a statement in the message of an error", async () => {
    await assert.rejects(driver.query("SELECT $1::integer", ["c0ffee00-secret"]), (error: Error) => {
      assert.equal(error.name, "DatabaseError");
      assert.doesNotMatch(`${error.message} ${(error as { sql?: string }).sql}`, /secret/);
      return true;
    });
  });
});

describe("openDatabase(options) with a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-folder-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("makes no database to read from, as a misspelt folder would seem to be an empty one", async () => {
    const database = join(folder, "misspelt");
    await assert.rejects(openDatabase({ database }), {
      code: "not-migrated",
      message: `there is no database in folder ${JSON.stringify(database)}; name another, or make it with pingframe rollup run`,
    });
    assert.ok(!existsSync(database));
  });

  it("refuses a folder that another has open, lets go of it, and takes over from a process that is gone", async () => {
    const database = join(folder, "db");
    const first = await openDatabase({ database, access: "write" });
    await assert.rejects(openDatabase({ database }), {
      code: "folder-in-use",
      message: `the database in the folder is in use by process ${process.pid}; stop it, or use PostgreSQL by DATABASE_URL`,
    });
    const stopped = new AbortController();
    const waiting = openDatabase({ database, access: "write", waitMs: 3_600_000, signal: stopped.signal });
    stopped.abort(new Error("no longer wanted"));
    await assert.rejects(waiting, /^Error: no longer wanted$/);
    await mergeDay(first, childDay("20150615"));
    await first.close();
    writeFileSync(join(database, "lock"), "999999999 1");
    const reader = await openDatabase({ database });
    const query = { by: "build_id", metric: "GC_MS", channels: ["nightly"] } as const;
    assert.equal((await queryAggregates(reader, query)).length, 1);
    await assert.rejects(mergeDay(reader, childDay("20150616")), { name: "DatabaseError" });
    await reader.close();
  });
});

describe("openDatabase(options) with a server", { skip: postgresMissing() }, () => {
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());

  it("reads without being able to write, and says when there is nothing to read", async () => {
    const database = server.createDatabase();
    await assert.rejects(openDatabase({ database }), { code: "not-migrated" });
    const writer = await openDatabase({ database, access: "write" });
    await mergeDay(writer, childDay("20150615"));
    const reader = await openDatabase({ database, timeoutMs: 500 });
    const [{ role }] = (await reader.query<{ role: string }>("SELECT current_user AS role")) as [
      { role: string },
    ];
    assert.equal(role, "pingframe_reader");
    await assert.rejects(mergeDay(reader, childDay("20150616")), { name: "DatabaseError" });
    await assert.rejects(reader.query("SELECT pg_sleep(30)"), { code: "57014" });
    await reader.close();
    await writer.close();
  });

  it("lets a signal end the waiting for another writer, and merges nothing then", async () => {
    const database = server.createDatabase();
    const first = await openDatabase({ database, access: "write" });
    const second = await openDatabase({ database, access: "write" });
    const stopped = new AbortController();
    await first.transaction(async (session) => {
      await session.query("SELECT pg_advisory_xact_lock($1::bigint)", [WRITER_LOCK]);
      const waiting = mergeDay(second, { ...childDay("20150615"), signal: stopped.signal });
      stopped.abort(new Error("no longer wanted"));
      await assert.rejects(waiting, /^Error: no longer wanted$/);
    });
    assert.deepEqual(await listDays(second), []);
    assert.equal((await mergeDay(second, childDay("20150615"))).outcome, "merged");
    await first.close();
    await second.close();
  });

  it("gives its connections back where the role of readers can't be looked up, so that closing ends", async () => {
    const database = server.createDatabase();
    await (await openDatabase({ database, access: "write" })).close();
    server.psql(database, "CREATE ROLE nobody LOGIN; REVOKE SELECT ON pg_catalog.pg_roles FROM PUBLIC");
    const url = new URL(database);
    url.username = "nobody";
    await assert.rejects(openDatabase({ database: url.href }), { name: "DatabaseError", code: "42501" });
  });

  it("merges for a login that is only a member of the writer's role", async () => {
    const database = server.createDatabase();
    await (await openDatabase({ database, access: "write" })).close();
    server.psql(database, "CREATE ROLE only_writer LOGIN IN ROLE pingframe_writer");
    const url = new URL(database);
    url.username = "only_writer";
    const writer = await openDatabase({ database: url.href, access: "write" });
    try {
      assert.equal((await mergeDay(writer, childDay("20150615"))).outcome, "merged");
      const replaced = { ...childDay("20150615"), objects: [], rows: [], mode: "replace" as const };
      assert.equal((await mergeDay(writer, replaced)).outcome, "replaced");
    } finally {
      await writer.close();
    }
  });

  it("runs the description's query in psql as it is printed", async () => {
    const database = server.createDatabase();
    const writer = await openDatabase({ database, access: "write" });
    await mergeDay(writer, childDay("20150615"));
    await writer.close();
    const printed = server.psql(
      database,
      `select aggregate_histograms(histograms)
from build_id_nightly_41_20150615
where dimensions @> '{"metric": "GC_MS",
                      "application": "Firefox",
                      "os": "Windows_NT"}'::jsonb;`,
    );
    assert.match(printed, /^\{\d+(,\d+){51}\}$/);
  });

  it("says so when there is no server", async () => {
    await assert.rejects(openDatabase({ database: "postgres://nobody@127.0.0.1:1/none" }), {
      name: "DatabaseError",
      code: "ECONNREFUSED",
    });
  });
});
