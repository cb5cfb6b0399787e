import type { Readable } from "node:stream";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { type ChecksumCheck, checksumCheck } from "./checksum.js";
import { type Patience, pause } from "./patience.js";
import { ReadFailure } from "./read-failure.js";
import { failureOf, RequestFailure, Watch } from "./request.js";

const CHUNK_BYTES = 1 << 20;

/** What to read, and how to ask for it. */
export interface ObjectReading {
  /** Sends one request for bytes from `start`, and to before `end` unless that is infinite. */
  readonly get: (
    range: { readonly start: number; readonly end: number },
    ifMatch: string | undefined,
    signal: AbortSignal,
  ) => Promise<GetObjectCommandOutput>;
  readonly start: number;
  /** The byte to stop before; infinite for the end. */
  readonly end: number;
  readonly ifMatch: string | undefined;
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
}

/** What the first answer tells of an object that is large enough to be read in parts. */
export interface LargeObject {
  readonly etag: string;
  /** The byte to stop before. */
  readonly end: number;
  /** Counts every byte, if the whole object is read and its checksum known. */
  readonly check: ChecksumCheck | null;
}

/** Reads only the beginning of an object that turns out to be large. */
export interface Beginning {
  /** How long the beginning is. */
  readonly bytes: number;
  /** From how many bytes an object is large. */
  readonly largeFrom: number;
  /** Told that it is: what is handed out is the beginning then, which the check has not counted. */
  readonly onLarge: (object: LargeObject) => void;
}

/**
 * Reads an object in chunks of 1 MiB. A body that breaks or stalls is asked for again from where it broke, of the same
 * content only. The last chunk is handed out once length and checksum are known to be right.
 *
 * @param beginning - Given, a large object is read in part; an object that is not large is read as without.
 * @throws {RequestFailure} If it fails for good, or over and over without a chunk between.
 */
export async function* readObject(
  reading: ObjectReading,
  beginning: Beginning | null = null,
): AsyncGenerator<Uint8Array> {
  const { patience, signal } = reading;
  const body = new PartialBody(reading, beginning);
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    const watch = new Watch(patience, signal);
    try {
      for await (const chunk of body.receive(watch)) {
        watch.doze();
        yield chunk;
        signal?.throwIfAborted();
        watch.stir();
        failures = 0;
      }
      return;
    } catch (error) {
      signal?.throwIfAborted();
      const failure = failureOf(error, watch);
      failures++;
      if (!failure.isTransient || failures >= patience.attempts) throw new RequestFailure(failure, failures);
    } finally {
      watch.end();
    }
    await pause(patience, failures, signal);
  }
}

/** What has come of an object so far, over as many answers as it takes. */
class PartialBody {
  readonly #reading: ObjectReading;
  readonly #beginning: Beginning | null;
  #at: number;
  #end: number;
  #etag: string | undefined;
  #check: ChecksumCheck | null = null;
  #chunk: Uint8Array = new Uint8Array();
  #filled = 0;
  #hasHandedOut = false;
  #isKnown = false;

  constructor(reading: ObjectReading, beginning: Beginning | null) {
    this.#reading = reading;
    this.#beginning = beginning;
    this.#at = reading.start;
    this.#end = reading.end;
    this.#etag = reading.ifMatch;
  }

  async *receive(watch: Watch): AsyncGenerator<Uint8Array> {
    const answer = await this.#reading.get({ start: this.#at, end: this.#end }, this.#etag, watch.signal);
    watch.stir();
    const body = answer.Body as Readable;
    try {
      let skip = this.#begin(answer);
      // A server that knows no ranges sends more than was asked for.
      const isExact = answer.ContentLength === skip + this.#end - this.#at;
      for await (const piece of body as AsyncIterable<Uint8Array>) {
        watch.stir();
        const from = Math.min(skip, piece.length);
        skip -= from;
        yield* this.#take(piece.subarray(from));
        if (!isExact && this.#at === this.#end) break;
      }
    } finally {
      // Whoever stops early would otherwise leave the connection waiting to be read.
      if (!body.readableEnded) body.destroy();
    }
    if (this.#end === Number.POSITIVE_INFINITY) this.#end = this.#at;
    if (this.#at < this.#end) throw new ReadFailure("broken", true);
    this.#checkSum();
    if (this.#filled > 0) yield this.#handOut();
  }

  /** Learns what the object is from the first answer, and holds later ones to it; tells how many bytes to pass over. */
  #begin(answer: GetObjectCommandOutput): number {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.ContentRange ?? "");
    const start = range === null ? 0 : Number(range[1]);
    if (start > this.#at) throw new ReadFailure("otherRange", true);
    const etag = bareEtag(answer.ETag);
    if (this.#etag !== undefined && etag !== undefined && etag !== this.#etag)
      throw new ReadFailure("replaced", false);
    this.#etag ??= etag;
    const total = range === null ? answer.ContentLength : Number(range[2]);
    if (!this.#isKnown) {
      this.#isKnown = true;
      if (total !== undefined && !Number.isNaN(total)) this.#end = Math.min(this.#end, total);
      const isWhole = this.#reading.start === 0 && this.#reading.end === Number.POSITIVE_INFINITY;
      if (isWhole) this.#check = checksumCheck(answer);
      this.#leaveRest();
    }
    return this.#at - start;
  }

  /** Leaves all but the beginning of a large object to whoever asked for that. */
  #leaveRest(): void {
    const end = this.#end;
    if (this.#beginning === null || this.#etag === undefined || end === Number.POSITIVE_INFINITY) return;
    const { bytes, largeFrom, onLarge } = this.#beginning;
    if (end - this.#at < largeFrom) return;
    onLarge({ etag: this.#etag, end, check: this.#check });
    this.#end = this.#at + bytes;
    this.#check = null;
  }

  *#take(piece: Uint8Array): Generator<Uint8Array> {
    const wanted = piece.subarray(0, Math.min(piece.length, this.#end - this.#at));
    for (let from = 0; from < wanted.length; ) {
      if (this.#filled === this.#chunk.length) {
        if (this.#filled > 0) yield this.#handOut();
        this.#chunk = new Uint8Array(Math.min(CHUNK_BYTES, this.#end - this.#at));
      }
      const part = wanted.subarray(from, from + this.#chunk.length - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#check?.update(part);
      this.#filled += part.length;
      this.#at += part.length;
      from += part.length;
    }
  }

  #handOut(): Uint8Array {
    const chunk = this.#chunk.subarray(0, this.#filled);
    this.#chunk = new Uint8Array();
    this.#filled = 0;
    this.#hasHandedOut = true;
    return chunk;
  }

  #checkSum(): void {
    if (this.#check === null || this.#check.isRight()) return;
    if (this.#hasHandedOut) throw new ReadFailure("wrongChecksum", false);
    // Nothing was handed out, so it can be read anew.
    this.#at = 0;
    this.#filled = 0;
    this.#isKnown = false;
    this.#chunk = new Uint8Array();
    this.#end = this.#reading.end;
    throw new ReadFailure("wrongChecksum", true);
  }
}

/** An etag without the quotes that HTTP puts around it. */
export function bareEtag(etag: string | undefined): string | undefined {
  return etag?.replace(/^(?:W\/)?"|"$/g, "");
}
