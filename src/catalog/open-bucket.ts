import { PlanError } from "../errors.js";
import { isS3Location, locationBelow, openLocation, type Store } from "../store/index.js";

/**
 * Opens the store that a source's `bucket` names: a folder, absolute or relative to the folder of the sources, or
 * `s3://bucket/prefix`.
 *
 * @param folder - The folder that holds `sources.json`, or its location in S3.
 * @throws {PlanError} If the bucket is a URL of another kind, or can't be read as one of S3.
 */
export function openBucket(bucket: string, folder: string): Store {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(bucket) && !isS3Location(bucket)) {
    throw new PlanError(
      `cannot open bucket ${JSON.stringify(bucket)}; give s3://BUCKET/PREFIX or a folder, absolute or relative to sources.json`,
    );
  }
  try {
    return openLocation(locationBelow(folder, bucket));
  } catch (cause) {
    throw new PlanError(`cannot open a source's bucket: ${(cause as Error).message}`, { cause });
  }
}
