import { after, before, describe } from "node:test";
import { type Driver, openDatabase } from "../../src/database/index.js";
import { type PostgresServer, postgresMissing, startPostgres } from "./postgres-server.js";

/** Makes an empty, migrated database, which is closed when the suite ends. */
export type MakeDatabase = () => Promise<Driver>;

/** Runs one suite on an embedded database and on a real server. */
export function onEveryDatabase(title: string, suite: (make: MakeDatabase, kind: string) => void): void {
  describe(`${title} on PGlite`, () => {
    const opened: Driver[] = [];
    suite(async () => {
      const driver = await openDatabase({ database: ":memory:", access: "write" });
      opened.push(driver);
      return driver;
    }, "pglite");
    after(() => Promise.all(opened.map((driver) => driver.close())));
  });

  describe(`${title} on PostgreSQL`, { skip: postgresMissing() }, () => {
    let server: PostgresServer | null = null;
    const opened: Driver[] = [];
    before(async () => {
      server = await startPostgres();
    });
    suite(async () => {
      const driver = await openDatabase({ database: server!.createDatabase(), access: "write" });
      opened.push(driver);
      return driver;
    }, "postgres");
    after(async () => {
      await Promise.all(opened.map((driver) => driver.close()));
      await server?.stop();
    });
  });
}

/** Everything that a database holds of aggregates, in an order of its own, to be compared. */
export function dumpAggregates(driver: Driver): Promise<Record<string, unknown>[]> {
  return driver.query(
    `SELECT a.kind, a.channel, a.version, a.date, l.layout, a.dimensions::text AS dimensions,
       a.histogram::text AS histogram, a.client_histogram::text AS clients
     FROM pingframe.aggregates a JOIN pingframe.layouts l ON l.id = a.layout
     ORDER BY 1, 2, 3, 4, 5, 6`,
  );
}
