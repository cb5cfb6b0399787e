import { join } from "node:path";
import { StoreError } from "../errors.js";
import {
  isS3Location,
  locationBelow,
  openLocation,
  type Store,
  splitLocation,
  toAbsoluteLocation,
} from "../store/index.js";

/** A file to import: where it is read from, and what its name tells. */
export interface FoundFile {
  /** The path as the user would write it; it may hold a document id. */
  readonly name: string;
  /** The absolute path, or the location in S3. */
  readonly path: string;
  readonly store: Store;
  readonly key: string;
  /** The time in an archived ping's name, in milliseconds since 1970; otherwise `null`. */
  readonly fileTimeMs: number | null;
}

const ARCHIVED = /(?:^|\/)(\d{10,14})\.[^/]+\.jsonlz4$/;
const LINES = /\.(?:ndjson|jsonl)(?:\.gz|\.zst)?$/;

/**
 * Finds the files that an input names: itself, or, in a folder, archived pings and files of JSON lines at any depth,
 * in the order of their paths. A Firefox profile's other files are left alone.
 *
 * @throws {StoreError} If there is no such file or folder, or nothing in it to import.
 */
export async function findFiles(input: string, signal: AbortSignal | undefined): Promise<FoundFile[]> {
  const options = signal === undefined ? {} : { signal };
  const path = toAbsoluteLocation(input);
  const split = splitLocation(path);
  try {
    if (split !== null) {
      const { name: key } = split;
      const store = openLocation(split.folder);
      await store.head(key, options);
      return [{ name: input, path, store, key, fileTimeMs: fileTimeOf(key) }];
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
  const folder = openLocation(path);
  const folders = await folder.listFolders("", options).catch((cause: unknown) => {
    if (!(cause instanceof StoreError)) throw cause;
    throw new StoreError("no such file or folder, or it can't be listed", { key: "", cause });
  });
  const isProfile =
    folders.includes("datareporting/") &&
    (await folder.listFolders("datareporting/", options)).includes("datareporting/archived/");
  const files: FoundFile[] = [];
  for await (const { key } of folder.list(isProfile ? "datareporting/archived/" : "", options)) {
    if (ARCHIVED.test(key) || LINES.test(key)) {
      files.push({
        name: isS3Location(input) ? locationBelow(input, key) : join(input, key),
        path: locationBelow(path, key),
        store: folder,
        key,
        fileTimeMs: fileTimeOf(key),
      });
    }
  }
  if (files.length > 0) return files;
  throw new StoreError(
    "folder holds no archived pings (TIME.ID.TYPE.jsonlz4) and no .ndjson or .jsonl files",
    { key: "" },
  );
}

function fileTimeOf(key: string): number | null {
  const time = ARCHIVED.exec(key)?.[1];
  return time === undefined ? null : Number(time);
}
