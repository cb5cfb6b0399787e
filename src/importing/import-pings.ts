import type { ImportAccount, ImportOptions } from "./types.js";

/**
 * Turns captured pings into a lake that datasets and reports can read: source `telemetry`, Heka objects, the layout of
 * the sample lake.
 *
 * Each arrival is imported, also one answered with an error and each copy of a document that arrived twice. `meta` is
 * made from the request; of pings without one, from the ping, and the receive time is then assumed (the time in an
 * archived file's name, else the ping's creation date) and flagged as `meta.assumedTimestamp`. `meta.replied` keeps the
 * answer as text. Importing again adds only what is new. What can't be imported is counted and named; it stops nothing.
 *
 * A ping with an assumed receive time is left out if its document is in the lake as it was received, and taken out again
 * if it is received in a later import: the order of inputs and of imports makes no difference. Inputs with such pings are
 * read twice, and document ids kept in memory.
 *
 * @throws {PlanError} If `out` holds sources that an import did not make.
 * @throws {StoreError} If the lake can't be written.
 * @throws {TypeError} If there are no inputs.
 *
 * @example
 * const account = await importPings({ inputs: ["no-such-file"], out: "lake" });
 * account.skipped.length; // 1
 */
export async function importPings(options: ImportOptions): Promise<ImportAccount> {
  if (options.inputs.length === 0)
    throw new TypeError("inputs of an import are empty; give files or folders");
  // Loaded on use: most programs import nothing.
  const { runImport } = await import("./run-import.js");
  return runImport(options);
}
