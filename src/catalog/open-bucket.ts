import { resolve } from "node:path";
import { PlanError } from "../errors.js";
import { openFolderStore, type Store } from "../store/index.js";

/**
 * Opens the store that a source's `bucket` names: a folder, absolute or relative to the folder of the sources.
 *
 * @param folder - The folder that holds `sources.json`.
 * @throws {PlanError} If the bucket is a URL; no store of that kind is known.
 */
export function openBucket(bucket: string, folder: string): Store {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(bucket)) {
    throw new PlanError(
      `cannot open bucket ${JSON.stringify(bucket)}; give a folder, absolute or relative to sources.json`,
    );
  }
  return openFolderStore(resolve(folder, bucket));
}
