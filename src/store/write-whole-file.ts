import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The names of files that are being written; they are no objects, and listings leave them out. */
export const TEMPORARY_NAME: RegExp = /^\.pingframe-[0-9a-f]{16}-[0-9]+\.tmp$/;

/**
 * Writes a file whole or not at all: to a temporary file beside it, which then takes its name.
 * Missing folders are made.
 *
 * @param isDurable - Whether to wait until the disk has the bytes and the name, so that a power cut loses neither.
 */
export async function writeWholeFile(path: string, bytes: Uint8Array, isDurable: boolean): Promise<void> {
  const folder = dirname(path);
  const firstMade = await mkdir(folder, { recursive: true });
  const [temporary, file] = await openTemporary(path);
  try {
    try {
      await file.writeFile(bytes);
      if (isDurable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  if (!isDurable) return;
  await syncFolder(folder);
  if (firstMade === undefined) return;
  // A new folder's name is kept in its parent, up to the one that was there before.
  for (let made = folder; made.length >= firstMade.length; made = dirname(made))
    await syncFolder(dirname(made));
}

async function openTemporary(path: string): Promise<[string, FileHandle]> {
  const hash = createHash("sha256").update(basename(path)).digest("hex").slice(0, 16);
  for (let attempt = 0; ; attempt++) {
    const temporary = join(dirname(path), `.pingframe-${hash}-${attempt}.tmp`);
    try {
      // Exclusive, so that two writers of one key never share a temporary file.
      return [temporary, await open(temporary, "wx")];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, "r");
    await folder.sync();
  } catch (error) {
    // Windows and some network file systems can't sync a folder; the file itself is synced.
    if (!["EISDIR", "EPERM", "EINVAL", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? ""))
      throw error;
  } finally {
    await folder?.close();
  }
}
