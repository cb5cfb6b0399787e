import { type RunningApi, type ServeOptions, serveApi } from "../../src/api/index.js";
import { type Driver, type MergeRow, mergeDay, openDatabase } from "../../src/database/index.js";

/** An API over HTTP, on a database of its own. */
export interface ServedRows {
  readonly driver: Driver;
  readonly api: RunningApi;
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  stop(): Promise<void>;
}

/** Merges rows by their submission dates, and serves them on a free port. */
export async function serveRows(
  rows: readonly MergeRow[],
  options: Partial<Omit<ServeOptions, "driver">> & { readonly database?: string } = {},
): Promise<ServedRows> {
  const driver = await openDatabase({ database: options.database ?? ":memory:", access: "write" });
  for (const submissionDate of new Set(rows.map((row) => row.submissionDate))) {
    await mergeDay(driver, {
      submissionDate,
      source: "telemetry",
      recipe: "head",
      objects: [{ key: submissionDate, fingerprint: "1" }],
      rows: rows.filter((row) => row.submissionDate === submissionDate),
      descriptions: new Map([["GC_MS", "Time spent running JS GC (ms)"]]),
    });
  }
  const api = await serveApi({ driver, now: () => Date.UTC(2015, 5, 20), port: 0, ...options });
  return {
    driver,
    api,
    get: (path, init) => fetch(`${api.url}${path}`, { redirect: "manual", ...init }),
    async stop() {
      await api.stop();
      await driver.close();
    },
  };
}
