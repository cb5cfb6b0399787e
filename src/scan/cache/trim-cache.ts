import { readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { ScanCache } from "../types.js";

/**
 * Removes the files of a cache that were not used for the longest time until the others fit into its size.
 * Does nothing where it has none. What can't be looked at or removed stays.
 */
export async function trimCache({ folder, maxBytes }: ScanCache): Promise<void> {
  if (maxBytes === undefined) return;
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const paths = names.filter((name) => name.endsWith(".columns")).map((name) => join(folder, name));
  const files: { path: string; byteLength: number; usedAt: number }[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push({ path, byteLength: found.size, usedAt: found.mtimeMs });
  }
  files.sort((a, b) => b.usedAt - a.usedAt || (a.path < b.path ? -1 : 1));
  let total = 0;
  for (const { path, byteLength } of files) {
    total += byteLength;
    if (total > maxBytes) await unlink(path).catch(() => {});
  }
}
