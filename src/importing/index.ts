/**
 * Captures of real pings → a lake.
 *
 * In come files and folders: requests as a server captured them, a Firefox profile's archive, pings as JSON lines; out
 * come Heka objects in a folder that datasets read, and an account of what was imported, assumed and left out. It never
 * changes an input, nor a lake that something else made.
 *
 * @module
 */

export { importPings } from "./import-pings.js";
export type { ImportAccount, ImportEvent, ImportOptions, SkippedItem } from "./types.js";
