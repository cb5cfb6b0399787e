/** Options of {@link writeSampleProfile}. */
export interface SampleProfileOptions {
  /** Decides everything that is drawn; a whole number. @defaultValue 1 */
  readonly seed?: number;
  /** How many days the profile has been in use; a whole number from 1 on. @defaultValue 21 */
  readonly days?: number;
  /** Stops the writing; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What {@link writeSampleProfile} wrote. */
export interface SampleProfile {
  /** Archived pings. */
  readonly pings: number;
  /** Sessions: from a start of Firefox until it was closed. */
  readonly sessions: number;
}

/**
 * Writes what Firefox leaves in the profile of one made-up person: the archive of the pings it sent, one `.jsonlz4` file
 * each, in `datareporting/archived/YYYY-MM/`. The first session sends a new-profile ping, each session a main ping when
 * it ends, those that last past midnight or change a setting one more each, some days a crash.
 *
 * The same options give the same documents, on any machine.
 *
 * @param folder - The profile's folder; it is made if it does not exist. Other files in it are left alone.
 * @throws {RangeError} If the seed or the days are not a number that makes sense.
 *
 * @example
 * // As `importPings` reads it:
 * const write = () => writeSampleProfile("made-up-profile", { days: 7 });
 */
export async function writeSampleProfile(
  folder: string,
  options: SampleProfileOptions = {},
): Promise<SampleProfile> {
  // Loaded on use: most programs make no data.
  const { writeProfile } = await import("./write-profile.js");
  return writeProfile(folder, options);
}
