import { basename, dirname, isAbsolute, resolve } from "node:path";
import { type FolderStoreOptions, openFolderStore } from "./open-folder-store.js";
import { openS3Store } from "./open-s3-store.js";
import type { S3StoreOptions } from "./s3/s3-description.js";
import type { Store } from "./types.js";

/** Whether a location is in S3: `s3://bucket/prefix`; others are paths of the file system. */
export function isS3Location(location: string): boolean {
  return /^s3:\/\//i.test(location);
}

/**
 * Opens the store at a location: a folder, or `s3://bucket/prefix`. Options of {@link S3StoreOptions} may follow a `?`:
 * `s3://bucket/lake?endpoint=http://localhost:9000&region=eu-central-1`.
 *
 * @param options - Taken for folders only.
 * @throws {TypeError} If it is empty, or not of this form, or holds credentials.
 * @throws {RangeError} If an option that is a number is not one.
 */
export function openLocation(location: string, options: FolderStoreOptions = {}): Store {
  if (!isS3Location(location)) return openFolderStore(location, options);
  const { bucket, path, query } = parseS3(location);
  return openS3Store(bucket, { ...parseOptions(query), prefix: path });
}

/** The location with a folder's path made absolute, so that it means the same from any working folder. */
export function toAbsoluteLocation(location: string): string {
  return isS3Location(location) ? location : resolve(location);
}

/**
 * The location of a path below another location, with the same options. A path that is absolute, or a location in S3,
 * is taken as it is.
 */
export function locationBelow(location: string, path: string): string {
  if (isS3Location(path) || isAbsolute(path)) return path;
  if (!isS3Location(location)) return resolve(location, path);
  const { bucket, path: prefix, query } = parseS3(location);
  return `s3://${[bucket, prefix, path].filter((part) => part !== "").join("/")}${query}`;
}

/** Splits a location into the folder it lies in and its name there, or `null` if it lies in none. */
export function splitLocation(location: string): { readonly folder: string; readonly name: string } | null {
  if (!isS3Location(location)) {
    const path = resolve(location);
    return path === dirname(path) ? null : { folder: dirname(path), name: basename(path) };
  }
  const { bucket, path, query } = parseS3(location);
  if (path === "") return null;
  const slash = path.lastIndexOf("/");
  const above = slash === -1 ? "" : `/${path.slice(0, slash)}`;
  return { folder: `s3://${bucket}${above}${query}`, name: path.slice(slash + 1) };
}

/** The parts of a location in S3: a path without slashes around it, and what follows it from the `?` on. */
function parseS3(location: string): { bucket: string; path: string; query: string } {
  const [, bucket = "", path = "", query = ""] = /^s3:\/\/([^/?]*)\/*([^?]*)(\?.*)?$/is.exec(location) ?? [];
  if (bucket.includes("@") || bucket.includes(":")) {
    throw new TypeError(
      "location in S3 holds a user, a password or a port; leave them out, or give endpoint",
    );
  }
  if (bucket === "") throw new TypeError("location in S3 names no bucket; write s3://BUCKET/PREFIX");
  return { bucket, path: path.replace(/\/+$/, ""), query };
}

const KINDS: Readonly<Record<keyof Omit<S3StoreOptions, "prefix">, "text" | "flag" | "number">> = {
  region: "text",
  endpoint: "text",
  pathStyle: "flag",
  profile: "text",
  requesterPays: "flag",
  anonymous: "flag",
  attempts: "number",
  timeoutMs: "number",
};

function parseOptions(query: string): S3StoreOptions {
  const options: Record<string, string | boolean | number> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const kind = KINDS[name as keyof typeof KINDS] as string | undefined;
    if (kind === undefined || !Object.hasOwn(KINDS, name)) {
      throw new TypeError(
        `unknown option ${JSON.stringify(name.slice(0, 40))} in a location in S3; options: ${Object.keys(KINDS).join(", ")}`,
      );
    }
    if (kind === "flag" && !["", "true", "false"].includes(value)) {
      throw new TypeError(`option ${name} in a location in S3 is not true or false`);
    }
    options[name] = kind === "flag" ? value !== "false" : kind === "number" ? Number(value) : value;
  }
  return options;
}
