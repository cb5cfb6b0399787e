import { type DecodedRecord, decodeObject, type PingDocument } from "../decode/index.js";
import { StoreError } from "../errors.js";
import { type FoundFile, findFiles } from "./find-files.js";
import { LakeWriter } from "./lake-writer.js";
import { parseArrival } from "./parse-arrival.js";
import { prepareLake, toPartitionFolder } from "./prepare-lake.js";
import type { Arrival, ImportAccount, ImportEvent, ImportOptions, SkippedItem } from "./types.js";

const MOST_SKIPPED = 1000;
const FLUSH_BYTES = 128 * 2 ** 20;

/** Does what {@link importPings} is asked for. */
export async function runImport(options: ImportOptions): Promise<ImportAccount> {
  const lake = await prepareLake(options.out);
  const run = new Import(options, new LakeWriter(lake.source.store), lake.source.prefix);
  const files = new Set<string>();
  for (const input of options.inputs) {
    for (const file of await run.find(input)) {
      if (files.has(file.path)) run.skip(file.name, null, "file was already read in this import");
      else await run.read(file);
      files.add(file.path);
    }
  }
  await run.flush();
  await run.takeAssumed();
  const account = run.account(files.size);
  if (account.imported + account.alreadyThere + account.alsoReceived > 0) await lake.finish();
  return account;
}

/** A running import: what it counts, and where it writes. */
class Import {
  readonly #options: ImportOptions;
  readonly #writer: LakeWriter;
  readonly #prefix: string;
  readonly #counts = {
    imported: 0,
    alreadyThere: 0,
    alsoReceived: 0,
    assumedTimestamps: 0,
    notAcknowledged: 0,
    objects: 0,
    bytes: 0,
  };
  readonly #docTypes = new Map<string, number>();
  readonly #namespaces = new Map<string, number>();
  readonly #skipped: SkippedItem[] = [];
  /** Files with pings whose receive time is assumed; these wait until all that were received are known. */
  readonly #withAssumed = new Set<FoundFile>();
  #takesAssumed = false;
  #skippedCount = 0;

  constructor(options: ImportOptions, writer: LakeWriter, prefix: string) {
    this.#options = options;
    this.#writer = writer;
    this.#prefix = prefix;
  }

  async find(input: string): Promise<readonly FoundFile[]> {
    try {
      return await findFiles(input, this.#options.signal);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.skip(input, null, error.message);
      return [];
    }
  }

  async read(file: FoundFile): Promise<void> {
    const { signal } = this.#options;
    if (!this.#takesAssumed) this.#tell({ kind: "file", file: hideIds(file.name) });
    const chunks = (): AsyncIterable<Uint8Array> =>
      file.store.read(file.key, signal === undefined ? {} : { signal });
    const onDamage = ({
      byteOffset,
      message,
      kind,
    }: {
      byteOffset: number;
      message: string;
      kind: string;
    }): void => {
      if (!this.#takesAssumed) this.skip(file.name, byteOffset, `${message} (${kind})`);
    };
    try {
      for await (const records of decodeObject(chunks(), { onDamage, reopen: chunks })) {
        signal?.throwIfAborted();
        for (const record of records) this.#take(file, record);
        if (this.#writer.pendingBytes > FLUSH_BYTES) await this.flush();
      }
    } catch (error) {
      const isInput = error instanceof StoreError && error.key === file.key;
      if (!isInput) throw error;
      this.skip(file.name, null, error.message);
    }
  }

  async flush(): Promise<void> {
    for await (const { object, docTypes, alreadyThere } of this.#writer.flush(this.#options.signal)) {
      this.#counts.imported += docTypes.length;
      this.#counts.alreadyThere += alreadyThere;
      for (const docType of docTypes) add(this.#docTypes, docType);
      if (object === null) continue;
      this.#counts.objects++;
      this.#counts.bytes += object.byteLength;
      this.#tell({ kind: "object", ...object });
    }
  }

  /** Takes the pings that {@link read} has put off. */
  async takeAssumed(): Promise<void> {
    const { signal } = this.#options;
    this.#counts.alsoReceived += await this.#writer.dropReceived(`${this.#prefix}/`, signal);
    if (this.#withAssumed.size === 0) return;
    await this.#writer.readReceived(`${this.#prefix}/`, signal);
    this.#takesAssumed = true;
    for (const file of this.#withAssumed) await this.read(file);
    await this.flush();
  }

  skip(input: string, byteOffset: number | null, reason: string): void {
    const item = { input: hideIds(input), byteOffset, reason: hideIds(reason) };
    this.#skippedCount++;
    if (this.#skipped.length < MOST_SKIPPED) this.#skipped.push(item);
    this.#tell({ kind: "skipped", ...item });
  }

  account(files: number): ImportAccount {
    return {
      files,
      ...this.#counts,
      byDocType: mostFirst(this.#docTypes),
      otherNamespaces: mostFirst(this.#namespaces),
      skippedCount: this.#skippedCount,
      skipped: this.#skipped,
    };
  }

  #take(file: FoundFile, record: DecodedRecord): void {
    const parsed = parseArrival(record, file.fileTimeMs);
    const isAssumed = parsed.kind === "arrival" && parsed.isAssumed;
    if (isAssumed && !this.#takesAssumed) this.#withAssumed.add(file);
    if (isAssumed !== this.#takesAssumed) return;
    if (parsed.kind === "arrival") {
      const reason = this.#store(parsed);
      if (reason !== null) this.skip(file.name, record.byteOffset, reason);
    } else if (parsed.kind === "skipped") {
      this.skip(file.name, record.byteOffset, parsed.reason);
    } else {
      add(this.#namespaces, parsed.namespace);
    }
  }

  /** Hands an arrival to the writer, and tells why it can't be stored, or `null`. */
  #store(arrival: Arrival & { readonly isAcknowledged: boolean }): string | null {
    const { ping, isAcknowledged, isAssumed } = arrival;
    const folder = toPartitionFolder(this.#prefix, ping["meta"] as PingDocument);
    if (folder === null) return "a dimension's value is longer than 200 characters";
    if (isAssumed && this.#writer.isReceived(ping)) {
      this.#counts.alsoReceived++;
      return null;
    }
    if (!isAcknowledged) this.#counts.notAcknowledged++;
    if (!isAcknowledged && this.#options.acknowledgedOnly === true) return null;
    try {
      this.#writer.add(folder, arrival);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return "meta has a name that can't be stored";
    }
    if (isAssumed) this.#counts.assumedTimestamps++;
    return null;
  }

  #tell(event: ImportEvent): void {
    this.#options.onEvent?.(event);
  }
}

/** Puts a shell's `*` for document ids, which are in the names of archived pings. */
function hideIds(text: string): string {
  return text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "*");
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
