import type { _Object, ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import { StoreError } from "../errors.js";
import { checkKey, checkPrefix, isKey } from "./check-key.js";
import { checkRange } from "./check-range.js";
import { compareKeys } from "./compare-keys.js";
import { replacedError } from "./replaced-error.js";
import { classifyFailure } from "./s3/classify-failure.js";
import { type GetPage, listLevel, listTree } from "./s3/list-tree.js";
import { loadClient, type S3Access } from "./s3/load-client.js";
import { defaultPatience, type Patience } from "./s3/patience.js";
import { bareEtag, type ObjectReading } from "./s3/read-object.js";
import { defaultParts, type PartOptions, readParts } from "./s3/read-parts.js";
import { RequestFailure, request } from "./s3/request.js";
import { type S3Description, type S3StoreOptions, toS3Description } from "./s3/s3-description.js";
import type {
  ListOptions,
  ObjectHead,
  ReadOptions,
  Store,
  StoreCosts,
  StoredObject,
  WriteOptions,
} from "./types.js";

/**
 * Opens a bucket of Amazon S3, or of a server that speaks its language, as a store.
 *
 * Nothing is sent until asked. Credentials are found as the AWS tools find theirs: environment, profile, role of the
 * machine; each worker thread finds its own. Requests that fail for a while (5xx, `SlowDown`, timeouts, broken
 * connections) are repeated after random, growing pauses; a body that breaks is resumed where it broke. What is read has
 * the length and, where the store states one, the checksum that it had when it was stored. Objects from 16 MiB are read
 * in parts, some at the same time.
 *
 * Objects whose keys are no paths, such as the empty ones that consoles make for folders, are not shown. A listing is
 * kept in memory until it is complete, as not every server lists in the order of keys.
 *
 * @param bucket - The bucket's name.
 * @throws {TypeError} If the bucket, prefix or endpoint can't be one, or the endpoint holds a password.
 * @throws {RangeError} If `attempts` or `timeoutMs` is not a whole number from 1.
 *
 * @example
 * const store = openS3Store("my-bucket", { prefix: "lake", region: "eu-central-1" });
 * store.name; // "s3://my-bucket/lake"
 */
export function openS3Store(bucket: string, options: S3StoreOptions = {}): Store {
  return openS3StoreWith(toS3Description(bucket, options));
}

/** The same from a description, and with another clock, other dice, and parts of other sizes. */
export function openS3StoreWith(
  description: S3Description,
  given: Partial<Patience> = {},
  parts: PartOptions = defaultParts,
): Store {
  const { attempts, timeoutMs } = description;
  const patience = {
    ...defaultPatience,
    ...(attempts === undefined ? {} : { attempts }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...given,
  };
  return new S3Store(description, patience, parts);
}

const SLOWEST_BYTES_A_MS = 16;

class S3Store implements Store {
  readonly name: string;
  readonly costs: StoreCosts = { listings: 0, objectsListed: 0, reads: 0, bytesRead: 0, requests: 0 };
  readonly #description: S3Description;
  readonly #patience: Patience;
  readonly #parts: PartOptions;
  readonly #payer: { readonly RequestPayer?: "requester" };
  #access: Promise<S3Access> | undefined;

  constructor(description: S3Description, patience: Patience, parts: PartOptions) {
    const { bucket, prefix, requesterPays } = description;
    this.#description = description;
    this.#patience = patience;
    this.#parts = parts;
    this.#payer = requesterPays === true ? { RequestPayer: "requester" } : {};
    this.name = `s3://${bucket}/${prefix}`.replace(/\/$/, "");
  }

  async listFolders(prefix: string, { signal }: ListOptions = {}): Promise<string[]> {
    checkPrefix(prefix);
    signal?.throwIfAborted();
    this.costs.listings++;
    const { folders } = await this.#working("list", prefix, () => listLevel(prefix, this.#pages(signal)));
    signal?.throwIfAborted();
    return folders.filter((folder) => isKey(folder.slice(0, -1))).sort(compareKeys);
  }

  list(prefix: string, options: ListOptions = {}): AsyncIterable<StoredObject> {
    this.costs.listings++;
    return this.#list(prefix, options.signal);
  }

  async *#list(prefix: string, signal: AbortSignal | undefined): AsyncGenerator<StoredObject> {
    checkPrefix(prefix);
    signal?.throwIfAborted();
    const objects = await this.#working("list", prefix, () =>
      listTree(prefix, this.#pages(signal), ({ key }) => key),
    );
    for (const object of objects.sort((a, b) => compareKeys(a.key, b.key))) {
      signal?.throwIfAborted();
      this.costs.objectsListed++;
      yield object;
    }
  }

  async head(key: string, { signal }: ListOptions = {}): Promise<ObjectHead> {
    checkKey(key);
    signal?.throwIfAborted();
    return this.#working("read", key, () => this.#head(key, undefined, signal));
  }

  read(key: string, options: ReadOptions = {}): AsyncIterable<Uint8Array> {
    this.costs.reads++;
    return this.#read(key, options);
  }

  async *#read(key: string, options: ReadOptions): AsyncGenerator<Uint8Array> {
    checkKey(key);
    const { start, end } = checkRange(options);
    const { signal, ifMatch } = options;
    signal?.throwIfAborted();
    const { sdk, client } = await this.#working("read", key, () => this.#open());
    const reading: ObjectReading = {
      get: (range, etag, abortSignal) => {
        this.costs.requests++;
        const input = { ...this.#at(key), ...this.#payer, ...toRange(range), ...toCondition(etag) };
        return client.send(new sdk.GetObjectCommand(input), { abortSignal });
      },
      start,
      end,
      ifMatch,
      patience: this.#patience,
      signal,
    };
    try {
      // HTTP has no empty range; the object must still be there.
      if (start === end) await this.#head(key, ifMatch, signal);
      else {
        for await (const chunk of readParts(reading, this.#parts)) {
          this.costs.bytesRead += chunk.byteLength;
          yield chunk;
        }
      }
    } catch (error) {
      // All of the range lies past the object's end.
      if (error instanceof RequestFailure && error.failure.status === 416) return;
      throw this.#failed("read", key, error);
    }
  }

  async write(key: string, bytes: Uint8Array, options: WriteOptions = {}): Promise<void> {
    checkKey(key);
    const { signal, contentEncoding } = options;
    const input = {
      ...this.#at(key),
      ...this.#payer,
      Body: bytes,
      ...(contentEncoding === undefined ? {} : { ContentEncoding: contentEncoding }),
    };
    // The client does not tell how far it is, so that a large object has the time that a slow line needs for it.
    const timeoutMs = this.#patience.timeoutMs + bytes.byteLength / SLOWEST_BYTES_A_MS;
    await this.#working("write", key, () =>
      this.#request(
        signal,
        ({ sdk, client }, abortSignal) => client.send(new sdk.PutObjectCommand(input), { abortSignal }),
        { ...this.#patience, timeoutMs },
      ),
    );
  }

  describe(): S3Description {
    return this.#description;
  }

  async #head(
    key: string,
    ifMatch: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<ObjectHead> {
    const input = { ...this.#at(key), ...this.#payer, ...toCondition(ifMatch) };
    const head = await this.#request(signal, ({ sdk, client }, abortSignal) =>
      client.send(new sdk.HeadObjectCommand(input), { abortSignal }),
    );
    const etag = bareEtag(head.ETag);
    return {
      key,
      byteLength: head.ContentLength ?? 0,
      ...(etag === undefined ? {} : { etag }),
      ...(head.ContentEncoding ? { contentEncoding: head.ContentEncoding } : {}),
    };
  }

  #pages(signal: AbortSignal | undefined): GetPage<StoredObject> {
    const { bucket, prefix: root } = this.#description;
    return async (prefix, kind, next) => {
      const input = {
        Bucket: bucket,
        Prefix: `${root}${prefix}`,
        ...(kind === "level" ? { Delimiter: "/" } : {}),
        ...(next === undefined ? {} : { ContinuationToken: next }),
        ...this.#payer,
      };
      const page: ListObjectsV2CommandOutput = await this.#request(signal, ({ sdk, client }, abortSignal) =>
        client.send(new sdk.ListObjectsV2Command(input), { abortSignal }),
      );
      return {
        objects: (page.Contents ?? []).flatMap((object) => toStored(object, root)),
        folders: (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix.slice(root.length)),
        next: page.IsTruncated === true ? page.NextContinuationToken : undefined,
      };
    };
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#description.bucket, Key: `${this.#description.prefix}${key}` };
  }

  async #request<T>(
    signal: AbortSignal | undefined,
    send: (access: S3Access, abortSignal: AbortSignal) => Promise<T>,
    patience: Patience = this.#patience,
  ): Promise<T> {
    const access = await this.#open();
    return request(
      (abortSignal) => {
        this.costs.requests++;
        return send(access, abortSignal);
      },
      patience,
      signal,
    );
  }

  #open(): Promise<S3Access> {
    // A failure is not kept: the configuration that it comes from may be mended.
    this.#access ??= loadClient(this.#description).catch((error: unknown) => {
      this.#access = undefined;
      throw new RequestFailure(classifyFailure(error), 1);
    });
    return this.#access;
  }

  async #working<T>(verb: Verb, key: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw this.#failed(verb, key, error);
    }
  }

  #failed(verb: Verb, key: string, error: unknown): unknown {
    if (!(error instanceof RequestFailure)) return error;
    const { failure, reason, cause } = error.failure;
    if (failure === "replaced") return replacedError(key, this.name, cause);
    const times = error.attempts > 1 ? `, ${error.attempts} times` : "";
    return new StoreError(`cannot ${verb} ${key || "the store"} in ${this.name}: ${reason}${times}`, {
      key,
      failure,
      cause,
    });
  }
}

type Verb = "read" | "list" | "write";

function toStored({ Key = "", Size = 0, ETag }: _Object, root: string): StoredObject[] {
  const key = Key.slice(root.length);
  if (!isKey(key)) return [];
  const etag = bareEtag(ETag);
  return [{ key, byteLength: Size, ...(etag === undefined ? {} : { etag }) }];
}

function toRange({ start, end }: { readonly start: number; readonly end: number }): { Range?: string } {
  if (end !== Number.POSITIVE_INFINITY) return { Range: `bytes=${start}-${end - 1}` };
  return start === 0 ? {} : { Range: `bytes=${start}-` };
}

function toCondition(etag: string | undefined): { IfMatch?: string } {
  return etag === undefined ? {} : { IfMatch: `"${etag}"` };
}
