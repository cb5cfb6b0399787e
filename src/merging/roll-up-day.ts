import { openDatabase } from "../database/index.js";
import type { PingsOfDay } from "../rollup/index.js";
import { type RollUpOptions, type RollUpReport, rollUpInto } from "./roll-up-into.js";

const WAIT_MS = 600_000;

/** {@link RollUpOptions} with the database to merge into. */
export interface RollUpDayOptions extends RollUpOptions {
  /** A `postgres://` URL, or the folder of an embedded database. */
  readonly database: string;
}

/**
 * Rolls up a submission date and merges it into a database: all of it, or nothing, and once. The database is opened for it,
 * made if it is not there, and closed; another process that has it is waited for, ten minutes at most. A date without objects is not
 * merged, as an empty day would count as done.
 *
 * @param pings - All stored pings of the date: those of a dataset that nothing but conditions was done to, or objects.
 * @throws {TypeError} If the pings are documents, a sample or limited: the ledger could not tell what they were. If late
 *   objects are to be added with `dedupe` or `clientWeights`.
 * @throws {StoreError} If an object can't be read. Nothing is merged then, as the day would count as whole.
 * @throws {DatabaseError} If the day was merged already and has changed, if it is no longer kept, or if the database
 *   can't be opened.
 *
 * @example
 * const store = openMemoryStore();
 * await writeRollupLake({ store, scale: 0.02 });
 * const dimensions = ["submissionDate", "sourceName", "sourceVersion", "docType"];
 * const pings = Dataset.fromStore(store, dimensions, { prefix: "data/telemetry-2", onEvent: null })
 *   .where({ docType: "main", submissionDate: "20150616" })
 *   .records();
 * const day = await rollUpDay(pings, { submissionDate: "20150616", profile: head, database: ":memory:" });
 * day.outcome; // "merged"
 */
export async function rollUpDay(
  pings: PingsOfDay,
  { database, ...options }: RollUpDayOptions,
): Promise<RollUpReport> {
  const { signal } = options;
  const driver = await openDatabase({ database, access: "write", connections: 2, waitMs: WAIT_MS, signal });
  try {
    return await rollUpInto(driver, pings, options);
  } finally {
    await driver.close();
  }
}
