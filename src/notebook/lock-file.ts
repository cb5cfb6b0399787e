import { open, readFile, rm } from "node:fs/promises";

/** What {@link lockFile} is told. */
export interface LockOptions {
  /** Told once that another process holds the file. */
  readonly onWait?: () => void;
  /** Stops the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Holds a file, so that two processes that do the same wait for each other. A file whose holder died is free.
 * If the signal stops the waiting, its reason is thrown.
 *
 * @returns What to call to let it go.
 */
export async function lockFile(
  file: string,
  { onWait, signal }: LockOptions = {},
): Promise<() => Promise<void>> {
  for (let waited = false; ; waited = true) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(`${process.pid}`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(file, "utf8").catch(() => ""));
    if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
    if (!waited) onWait?.();
    signal?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
