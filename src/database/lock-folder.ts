import { randomUUID } from "node:crypto";
import { link, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DatabaseError } from "../errors.js";

const RETRY_MS = 50;

/**
 * Makes this process the only one that has a folder open, and waits for another that has.
 *
 * PGlite itself does not notice a second process, and two would spoil the files. The lock is a file with the
 * holder's process id; one whose process is gone is taken over.
 *
 * @param signal - Ends the waiting; it then rejects with the signal's reason.
 * @returns What lets go of the folder.
 * @throws {DatabaseError} If another process still has it after `waitMs`; code `folder-in-use`.
 */
export async function lockFolder(
  folder: string,
  waitMs: number,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  const lock = join(folder, "lock");
  const mine = join(folder, `lock.${randomUUID()}`);
  await writeFile(mine, await describeProcess(process.pid));
  try {
    for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
      signal?.throwIfAborted();
      try {
        await link(mine, lock);
        return () => unlink(lock);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = await readFile(lock, "utf8").catch(() => null);
      if (holder === null) continue;
      if (!(await isAlive(holder))) {
        await takeAway(lock, holder);
        continue;
      }
      if (waitedMs >= waitMs) {
        const [pid] = holder.split(" ");
        throw new DatabaseError(
          `the database in the folder is in use by process ${pid}; stop it, or use PostgreSQL by DATABASE_URL`,
          { code: "folder-in-use" },
        );
      }
      await delay(RETRY_MS);
    }
  } finally {
    await unlink(mine);
  }
}

/** Removes the lock of a process that is gone, unless another process was faster. */
async function takeAway(lock: string, holder: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) !== holder) await link(aside, lock).catch(() => {});
  await unlink(aside);
}

async function isAlive(holder: string): Promise<boolean> {
  const pid = Number(holder.split(" ")[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return (await describeProcess(pid)) === holder;
}

/** The process id and, where the system tells it, when it started: ids are used again. */
async function describeProcess(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return `${pid} ${started}`;
}
