import { readFile } from "node:fs/promises";
import { StoreError } from "../errors.js";
import type { DefinitionTexts } from "../rollup/index.js";
import { isS3Location, openLocation, readWhole, splitLocation } from "../store/index.js";

/** Where definitions lie, where not beside the sources. Paths, or `s3://bucket/key`. */
export interface DefinitionLocations {
  /** Firefox's `Histograms.json`. @defaultValue `definitions/Histograms.json` beside `sources.json`, if it is there */
  readonly histograms?: string | undefined;
  /** Firefox's `Scalars.yaml`. @defaultValue none */
  readonly scalars?: string | undefined;
}

/**
 * Reads Firefox's definitions: those named, else those that lie beside `sources.json`, in a folder or in S3.
 *
 * @param sources - The folder that holds `sources.json`, or its location in S3.
 * @returns Null if no histograms are named and none lie there.
 * @throws {StoreError} If what lies beside the sources or in S3 can't be read, or is named and not there.
 * @throws {Error} As Node does, if a file that is named can't be read.
 * @throws {TypeError} If scalars are named and there are no histograms, or a location is of a bucket only.
 *
 * @example
 * await readDefinitions("folder-without-definitions"); // null
 */
export async function readDefinitions(
  sources: string,
  { histograms, scalars }: DefinitionLocations = {},
): Promise<DefinitionTexts | null> {
  const read = histograms === undefined ? await readBeside(sources) : await readNamed(histograms);
  if (scalars === undefined) return read === null ? null : { histograms: read };
  if (read === null) throw new TypeError("definitions of scalars need those of histograms; name these too");
  return { histograms: read, scalars: await readNamed(scalars) };
}

async function readBeside(sources: string): Promise<string | null> {
  try {
    return (await readWhole(openLocation(sources), "definitions/Histograms.json")).toString();
  } catch (error) {
    // A server that fails, or refuses, is another matter: it may have some.
    if (error instanceof StoreError && error.failure === "missing") return null;
    throw error;
  }
}

async function readNamed(location: string): Promise<string> {
  // A store holds files only; what is named may be a pipe.
  if (!isS3Location(location)) return readFile(location, "utf8");
  const split = splitLocation(location);
  if (split === null) {
    throw new TypeError(`${JSON.stringify(location)} is no file; name one, or s3://BUCKET/KEY`);
  }
  return (await readWhole(openLocation(split.folder), split.name)).toString();
}
