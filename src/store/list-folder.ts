import type { BigIntStats, Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { compareKeys } from "./compare-keys.js";
import { TEMPORARY_NAME } from "./write-whole-file.js";

/** One thing in a folder of the file system: a file with its size, or a folder. */
export type FolderEntry =
  | { readonly kind: "file"; readonly name: string; readonly byteLength: number; readonly etag: string }
  | { readonly kind: "folder"; readonly name: string; readonly isLink: boolean };

const STATS_AT_ONCE = 32;

/**
 * Lists one folder in the order that its contents' full keys have.
 *
 * A folder `a` sorts as `a/`, after `a-b` and `a.b` but before `a0`, since its keys start so. Links are
 * followed; links to nothing, sockets, pipes and files being written are left out.
 *
 * @param kinds - Whether files are asked for too; only then is their size looked up.
 */
export async function* listFolder(path: string, kinds: "all" | "folders"): AsyncGenerator<FolderEntry> {
  const entries = (await readdir(path, { withFileTypes: true })).filter(
    (entry) => !TEMPORARY_NAME.test(entry.name) && (kinds === "all" || !entry.isFile()),
  );
  // A link's kind is only known once followed, so that its place in the order is, too.
  const sortable = await Promise.all(
    entries.map(async (entry) => {
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await pointsToFolder(path, entry)));
      return { entry, isFolder, sortsAs: isFolder ? `${entry.name}/` : entry.name };
    }),
  );
  sortable.sort((a, b) => compareKeys(a.sortsAs, b.sortsAs));
  for (let start = 0; start < sortable.length; start += STATS_AT_ONCE) {
    const found = sortable.slice(start, start + STATS_AT_ONCE).map(({ entry, isFolder }) => {
      if (isFolder) return { kind: "folder" as const, name: entry.name, isLink: entry.isSymbolicLink() };
      return kinds === "all" ? toFile(path, entry.name) : null;
    });
    for (const entry of await Promise.all(found)) if (entry !== null) yield entry;
  }
}

/** A file's etag: whatever writes to it changes its size, its time in nanoseconds or, by rename, its inode. */
export function etagOf({ size, mtimeNs, ino }: BigIntStats): string {
  return [size, mtimeNs, ino].map((part) => part.toString(36)).join("-");
}

/**
 * Tells whether a linked folder leads back to one of the folders it lies in, so that following it never ends.
 *
 * @param root - The folder that the listing started from.
 * @param key - The linked folder's path below it, pieces joined by `/`.
 */
export async function isLoop(root: string, key: string): Promise<boolean> {
  const target = await realpath(join(root, key));
  let above = root;
  for (const piece of key.split("/")) {
    if ((await realpath(above)) === target) return true;
    above = join(above, piece);
  }
  return false;
}

async function pointsToFolder(path: string, entry: Dirent): Promise<boolean> {
  const target = await statIfThere(join(path, entry.name));
  return target?.isDirectory() ?? false;
}

async function toFile(path: string, name: string): Promise<FolderEntry | null> {
  const found = await statIfThere(join(path, name));
  return found?.isFile() ? { kind: "file", name, byteLength: Number(found.size), etag: etagOf(found) } : null;
}

// A file may go away between the listing and the look at it.
async function statIfThere(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (["ENOENT", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
