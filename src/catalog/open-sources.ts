import { PlanError, StoreError } from "../errors.js";
import { isS3Location, openLocation, readWhole, type Store } from "../store/index.js";
import { nearestName } from "../text/index.js";
import { openBucket } from "./open-bucket.js";
import { parseSchema, parseSources } from "./parse-sources.js";
import { toFolderPrefix } from "./partition-of.js";
import type { Source, SourceEntry } from "./types.js";

const ADVICE =
  "set option sources or PINGFRAME_SOURCES to a folder, or s3://BUCKET/PREFIX, that has one, or make one: pingframe sample OUT";

/** The sources that a folder's `sources.json` lists. The file is read anew at each call. */
export interface Sources {
  /** The folder or location in S3, as it was given. */
  readonly folder: string;
  /**
   * Names the sources, sorted.
   * @throws {PlanError} If there is no `sources.json`, or it is malformed.
   */
  names(): Promise<string[]>;
  /**
   * Lists the sources' entries, sorted by name. Their schemas are not read.
   * @throws {PlanError} If there is no `sources.json`, or it is malformed.
   */
  list(): Promise<SourceEntry[]>;
  /**
   * Opens a source: reads its schema, and gives its store, which is not touched yet.
   * @throws {PlanError} If the source is unknown, or `sources.json` or its `schema.json` is absent or malformed.
   */
  open(name: string): Promise<Source>;
}

/** Options of {@link openSources}. */
export interface SourcesOptions {
  /**
   * Opens the store that a source's `bucket` names.
   * @defaultValue folders, absolute or relative to the folder of the sources
   */
  readonly openBucket?: (bucket: string, folder: string) => Store;
}

/**
 * Opens a folder of sources: `sources.json`, and a `schema.json` in each source's metadata folder. The folder may be in S3.
 * Nothing is read until a method is called.
 *
 * @param folder - The folder, absolute or relative to the working folder, or `s3://bucket/prefix`.
 * @throws {TypeError} If `folder` is empty, or a location in S3 that can't be read.
 *
 * @example
 * const sources = openSources("lake");
 * sources.folder; // "lake"
 */
export function openSources(folder: string, options: SourcesOptions = {}): Sources {
  const store = openLocation(folder);
  const where = isS3Location(folder) ? store.name : `folder ${folder}`;
  const list = async (): Promise<SourceEntry[]> => {
    const text = await readText(store, "sources.json", `no sources.json in ${where}; ${ADVICE}`);
    return parseSources(text, `sources.json in ${where}`);
  };
  return {
    folder,
    list,
    names: async () => (await list()).map(({ name }) => name),
    open: async (name) => {
      const entries = await list();
      const entry = entries.find((candidate) => candidate.name === name);
      if (entry === undefined) throw unknownSource(name, entries, where);
      const key = `${toFolderPrefix(entry.metadataPrefix)}schema.json`;
      const absent = `no ${key} in ${where}, which describes source ${JSON.stringify(name)}; add it or correct metadata_prefix`;
      const dimensionDetails = parseSchema(await readText(store, key, absent), `${key} in ${where}`);
      return {
        ...entry,
        dimensionDetails,
        dimensions: dimensionDetails.map((dimension) => dimension.name),
        store: (options.openBucket ?? openBucket)(entry.bucket, folder),
      };
    },
  };
}

function unknownSource(name: string, entries: readonly SourceEntry[], where: string): PlanError {
  const names = entries.map((entry) => entry.name);
  const near = nearestName(name, names);
  const hint = near === null ? "" : ` did you mean ${JSON.stringify(near)}?`;
  return new PlanError(
    `unknown source ${JSON.stringify(name)} in ${where};${hint} sources: ${names.join(", ") || "none"}`,
  );
}

async function readText(store: Store, key: string, absent: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readWhole(store, key));
  } catch (cause) {
    // Only what is not there can be made; a server that fails is another matter.
    if (cause instanceof StoreError && cause.failure === "missing") throw new PlanError(absent, { cause });
    throw cause;
  }
}
