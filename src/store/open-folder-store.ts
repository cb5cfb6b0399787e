import { type BigIntStats, closeSync, constants, fstat, fstatSync, open, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { StoreError } from "../errors.js";
import { checkKey, checkPrefix } from "./check-key.js";
import { checkRange } from "./check-range.js";
import { fileChunks } from "./file-chunks.js";
import { etagOf, isLoop, listFolder } from "./list-folder.js";
import { Pace } from "./pace.js";
import { replacedError } from "./replaced-error.js";
import type {
  ListOptions,
  ObjectHead,
  ReadOptions,
  Store,
  StoreCosts,
  StoreDescription,
  StoredObject,
  WriteOptions,
} from "./types.js";
import { TEMPORARY_NAME, writeWholeFile } from "./write-whole-file.js";

/** Without waiting for someone who writes, as a pipe would. Windows knows no such flag. */
const READ_ONLY = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);
const openElsewhere = promisify(open);
const fstatElsewhere = promisify(fstat);

/** Options of {@link openFolderStore}. */
export interface FolderStoreOptions {
  /**
   * Whether a write waits until the disk has it, so that a power cut can't lose it. Without, writes are
   * faster and still whole or absent for every reader.
   * @defaultValue true
   */
  readonly durable?: boolean;
}

/**
 * Opens a folder of the file system as a store; a key is a file's path below it.
 *
 * Nothing is read until asked. The folder is made by the first write; until then reads and listings reject.
 * Linked files and folders are followed, also out of the folder, but not links that lead back to a folder
 * they lie in. Content encodings are not kept: readers recognise content.
 *
 * @param path - The folder, absolute or relative to the working folder.
 * @throws {TypeError} If `path` is empty.
 *
 * @example
 * const store = openFolderStore("lake");
 * store.describe()?.kind; // "folder"
 */
export function openFolderStore(path: string, options: FolderStoreOptions = {}): Store {
  if (typeof path !== "string" || path === "")
    throw new TypeError("path of a folder store is empty; name a folder");
  return new FolderStore(resolve(path), options.durable ?? true);
}

class FolderStore implements Store {
  readonly name: string;
  readonly costs: StoreCosts = { listings: 0, objectsListed: 0, reads: 0, bytesRead: 0, requests: 0 };
  readonly #root: string;
  readonly #isDurable: boolean;
  readonly #pace = new Pace();

  constructor(root: string, isDurable: boolean) {
    this.#root = root;
    this.#isDurable = isDurable;
    this.name = `folder ${root}`;
  }

  async listFolders(prefix: string, { signal }: ListOptions = {}): Promise<string[]> {
    checkPrefix(prefix);
    signal?.throwIfAborted();
    this.costs.listings++;
    const folders: string[] = [];
    await this.#listing(prefix, async () => {
      for await (const entry of listFolder(join(this.#root, prefix), "folders")) {
        if (entry.kind === "folder") folders.push(`${prefix}${entry.name}/`);
      }
    });
    signal?.throwIfAborted();
    return folders;
  }

  list(prefix: string, options: ListOptions = {}): AsyncIterable<StoredObject> {
    this.costs.listings++;
    return this.#list(prefix, options.signal);
  }

  async *#list(prefix: string, signal: AbortSignal | undefined): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    signal?.throwIfAborted();
    const entries = listFolder(join(this.#root, prefix), "all");
    for (;;) {
      const next = await this.#listing(prefix, () => entries.next());
      if (next === undefined || next.done === true) return;
      signal?.throwIfAborted();
      const key = `${prefix}${next.value.name}`;
      if (next.value.kind === "file") {
        this.costs.objectsListed++;
        yield { key, byteLength: next.value.byteLength, etag: next.value.etag };
      } else if (!next.value.isLink || !(await isLoop(this.#root, key))) {
        yield* this.#list(`${key}/`, signal);
      }
    }
  }

  async head(key: string, { signal }: ListOptions = {}): Promise<ObjectHead> {
    checkKey(key);
    signal?.throwIfAborted();
    try {
      const found = await stat(this.#path(key), { bigint: true });
      if (!found.isFile()) throw this.#missing(key);
      return { key, byteLength: Number(found.size), etag: etagOf(found) };
    } catch (error) {
      throw await this.#failed("read", key, error);
    }
  }

  read(key: string, options: ReadOptions = {}): AsyncIterable<Uint8Array> {
    this.costs.reads++;
    return this.#read(key, options);
  }

  async *#read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
    checkKey(key);
    const range = checkRange(options);
    const { signal, ifMatch, isTransient = false, room, use } = options;
    signal?.throwIfAborted();
    const path = this.#path(key);
    const pace = this.#pace;
    const file = await this.#reading(key, () =>
      pace.run(
        () => openSync(path, READ_ONLY),
        () => openElsewhere(path, READ_ONLY),
      ),
    );
    try {
      const look = (): Promise<BigIntStats> =>
        this.#reading(key, () =>
          pace.run(
            () => fstatSync(file, { bigint: true }),
            () => fstatElsewhere(file, { bigint: true }),
          ),
        );
      const found = await look();
      if (!found.isFile()) throw this.#missing(key);
      const isListed = (stats: BigIntStats): boolean => ifMatch === undefined || etagOf(stats) === ifMatch;
      if (!isListed(found)) throw replacedError(key, this.name);
      const end = Math.min(range.end, Number(found.size));
      let at = range.start;
      const count = (byteLength: number): void => {
        at += byteLength;
        this.costs.bytesRead += byteLength;
      };
      // What the reader throws while it uses a chunk is no failure to read.
      let thrown: { readonly error: unknown } | null = null;
      const useCounted = (chunk: Uint8Array): boolean => {
        const { length } = chunk;
        try {
          const isUsed = use?.(chunk) ?? false;
          if (isUsed) count(length);
          return isUsed;
        } catch (error) {
          thrown = { error };
          throw error;
        }
      };
      const chunks = fileChunks(file, { start: range.start, end }, pace, isTransient, room, useCounted);
      try {
        for (;;) {
          const { done, value: chunk } = await this.#reading(key, () => chunks.next()).catch(
            (error: unknown) => {
              throw thrown === null ? error : thrown.error;
            },
          );
          signal?.throwIfAborted();
          if (done) break;
          count(chunk.length);
          yield chunk;
        }
      } finally {
        await chunks.return(undefined);
      }
      if (at < end) {
        throw new StoreError(`cannot read ${key} in ${this.name}: it ended ${end - at} bytes early`, { key });
      }
      // A file that others write into, rather than put in place whole, may have changed under this read.
      if (!isListed(await look())) throw replacedError(key, this.name);
    } finally {
      closeSync(file);
    }
  }

  async write(key: string, bytes: Uint8Array, { signal }: WriteOptions = {}): Promise<void> {
    checkKey(key);
    signal?.throwIfAborted();
    if (TEMPORARY_NAME.test(basename(key))) {
      throw new TypeError(`key is kept for files being written: ${JSON.stringify(key)}; choose another`);
    }
    try {
      await writeWholeFile(this.#path(key), bytes, this.#isDurable);
    } catch (cause) {
      throw new StoreError(`cannot write ${key} in ${this.name}: ${reason(cause)}`, { key, cause });
    }
  }

  describe(): StoreDescription {
    return { kind: "folder", path: this.#root };
  }

  #path(key: string): string {
    const path = join(this.#root, key);
    // On Windows `\` and drive letters are no ordinary characters of a name.
    if (resolve(this.#root, key) !== path)
      throw new TypeError(`key leaves the store: ${JSON.stringify(key)}`);
    return path;
  }

  #missing(key: string): StoreError {
    return new StoreError(`cannot read ${key} in ${this.name}: no such object`, { key, failure: "missing" });
  }

  async #reading<T>(key: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw await this.#failed("read", key, error);
    }
  }

  /** Runs a step of a listing; a folder that is not there holds nothing, unless it is the store's own. */
  async #listing<T>(prefix: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      const isAbsent = code === "ENOENT" || code === "ENOTDIR";
      if (isAbsent && (await this.#hasRoot())) return undefined;
      throw await this.#failed("list", prefix, error);
    }
  }

  async #failed(verb: "read" | "list", key: string, cause: unknown): Promise<unknown> {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) return cause;
    if (!(await this.#hasRoot())) {
      return new StoreError(
        `cannot ${verb} ${key || "the store"}: there is no ${this.name}; create it or correct its path`,
        {
          key,
          failure: "missing",
          cause,
        },
      );
    }
    const isMissing = code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR";
    if (verb === "read" && isMissing) return this.#missing(key);
    return new StoreError(`cannot ${verb} ${key || "the store"} in ${this.name}: ${reason(cause)}`, {
      key,
      failure: code === "EACCES" || code === "EPERM" ? "denied" : "other",
      cause,
    });
  }

  async #hasRoot(): Promise<boolean> {
    return stat(this.#root).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ENOSPC: "no space left on the disk",
  EISDIR: "a folder has this name",
  ENOTDIR: "a piece of the key is an object, not a folder",
  EEXIST: "a piece of the key is an object, not a folder",
  ENOTEMPTY: "a folder has this name",
  ENAMETOOLONG: "a name in it is too long for the file system",
  EROFS: "the file system is read-only",
  EMFILE: "too many open files",
};

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? code ?? message;
}
