import {
  type Clause,
  checkDimension,
  dimensionValues,
  explainWalk,
  type PartitionWalk,
  parseCondition,
  walkPartitions,
} from "../catalog/index.js";
import type { PingDocument } from "../decode/index.js";
import type { PingOf } from "../ping/index.js";
import { emptyAccount } from "../scan/index.js";
import type { StoredObject } from "../store/index.js";
import { beginScan } from "./begin-scan.js";
import type { Clauses } from "./clauses.js";
import { explainRecords } from "./explain-records.js";
import { type ScanRequest, scanSource } from "./ping-source.js";
import { Pings } from "./pings.js";
import { checkCount, parseRecordsOptions } from "./records-plan.js";
import { compileSelection, type Selection } from "./selection.js";
import { showAsText } from "./show-as-text.js";
import type { DatasetContext, DatasetSource, RecordsOptions } from "./types.js";

/** The type of ping that conditions narrow a dataset to: that of the doc type, if they name one. */
export type Narrowed<Ping, Where> = Where extends { readonly docType: infer DocType }
  ? DocType extends string
    ? PingOf<DocType>
    : DocType extends readonly (infer Name extends string)[]
      ? PingOf<Name>
      : Ping
  : Ping;

/** One object that a dataset would read. */
export interface ObjectSummary extends StoredObject {
  /** The stored value of each dimension. */
  readonly partition: Readonly<Record<string, string>>;
}

/** What a dataset would read: a walk's result that prints as a table. */
export type Explanation = PartitionWalk & { toString(): string };

/**
 * Pings stored by dimension, with conditions on the dimensions. Immutable and lazy: nothing is listed
 * or read before something is awaited.
 *
 * @typeParam Ping - The type of the pings, known once `where` names a docType.
 */
export class DatasetView<Ping> {
  readonly #source: () => Promise<DatasetSource>;
  readonly #context: DatasetContext;
  readonly #clauses: readonly Clause[];
  readonly #selection: Selection;
  readonly #name: string;

  /** @internal */
  constructor(
    name: string,
    source: () => Promise<DatasetSource>,
    context: DatasetContext,
    clauses: readonly Clause[] = [],
    selection: Selection = {},
  ) {
    this.#name = name;
    this.#source = source;
    this.#context = context;
    this.#clauses = clauses;
    this.#selection = selection;
  }

  /**
   * The names of the dimensions, outermost folder first.
   * @throws {PlanError} (rejects) If the source is not described where sources are looked for.
   */
  get schema(): Promise<readonly string[]> {
    return this.#source().then(({ dimensions }) => dimensions);
  }

  /** The dataset's name and conditions, for consoles; nothing is read. */
  toString(): string {
    const clauses = this.#clauses.map(({ dimension, text }) => `${dimension} ${text}`);
    return `Dataset ${this.#name}${clauses.length > 0 ? ` where ${clauses.join(" and ")}` : ""}`;
  }

  /** The source this dataset reads: its description, dimensions and defaults. */
  describe(): Promise<DatasetSource> {
    return this.#source();
  }

  /**
   * Narrows the dataset. Conditions on several dimensions, and repeated ones on the same dimension,
   * must all hold.
   *
   * Values are compared as they are stored, with every character outside `[a-zA-Z0-9_.]` replaced by
   * `_`, so `"new-profile"` and `"new_profile"` are the same. Predicates and regular expressions get
   * the stored value. Ranges (`between`) compare strings.
   *
   * @param clauses - For each dimension a value, a list of values, a RegExp, a predicate or `between(start, end)`.
   * @throws {PlanError} If a condition can't match anything, such as an empty list. An unknown dimension
   *   is found when the dataset is first read.
   */
  where<const Where extends Clauses>(clauses: Where): DatasetView<Narrowed<Ping, Where>> {
    const added = Object.entries(clauses).map(([dimension, condition]) =>
      parseCondition(dimension, condition),
    );
    const all = [...this.#clauses, ...added];
    return new DatasetView(this.#name, this.#source, this.#context, all, this.#selection);
  }

  /**
   * Makes records of what JMESPath expressions find in each ping; what they don't find is null.
   * Adds to earlier selections.
   *
   * @param expressions - An expression, which names itself, or an object from names to expressions.
   * @throws {PlanError} If an expression is not JMESPath, or a name was already selected.
   */
  select(
    ...expressions: readonly (string | Readonly<Record<string, string>>)[]
  ): DatasetView<{ [name: string]: unknown }> {
    const selection = compileSelection(this.#selection, expressions);
    return new DatasetView(this.#name, this.#source, this.#context, this.#clauses, selection);
  }

  /**
   * Lists the values that a dimension has, sorted, as they are stored, under the dataset's conditions
   * on the dimensions above it and on itself.
   * @throws {PlanError} If there is no such dimension.
   */
  async values(dimension: string): Promise<string[]> {
    const source = await this.#checkedSource();
    checkDimension(dimension, source.dimensions);
    return dimensionValues(source, dimension, this.#clauses);
  }

  /**
   * Tells what would be read: for each dimension the partitions kept and dropped, the objects, the bytes.
   * Lists, but reads nothing. Prints as a table.
   *
   * @param options - Those of {@link DatasetView.records}; what they drop of the pings is told below the table.
   */
  async explain(options: RecordsOptions = {}): Promise<Explanation> {
    const records = explainRecords(options);
    const walk = await this.#interruptibleWalk(options.signal);
    const text = [explainWalk(walk), ...records].join("\n");
    return Object.defineProperties(
      { ...walk },
      {
        toString: { value: () => text },
        [Symbol.for("nodejs.util.inspect.custom")]: { value: () => text },
      },
    );
  }

  /**
   * Lists the objects that would be read, sorted by key.
   * @param options - `limit`: at most so many.
   */
  async summaries(
    options: { readonly limit?: number; readonly signal?: AbortSignal } = {},
  ): Promise<readonly ObjectSummary[]> {
    const { limit } = options;
    checkCount("limit", limit);
    const { objects } = await this.#interruptibleWalk(options.signal);
    return objects.slice(0, limit ?? objects.length);
  }

  /**
   * The pings, to be read when something is awaited.
   *
   * @throws {RangeError} If an option is out of its range.
   * @throws {TypeError} If an option is of a wrong type.
   * @throws {PlanError} If a path in `require` or `keep` can't be read.
   *
   * @example
   * const store = openMemoryStore({ "lake/20170614/a.json": '{"clientId":"a"}\n{"clientId":"b"}\n{}\n' });
   * const dataset = Dataset.fromStore(store, ["submissionDate"], { prefix: "lake", onEvent: null });
   * await dataset.records({ require: ["clientId"] }).count(); // 2
   * await dataset.records({ keep: { clientId: new Set(["b", "c"]) } }).count(); // 1
   */
  records(options: RecordsOptions = {}): Pings<Ping> {
    const { chooseObjects, reading, warning } = parseRecordsOptions(options);
    const { engine, onColumns, onSource, ...party } = {
      ...this.#context,
      signal: options.signal ?? this.#context.signal,
    };
    const open: ScanRequest["open"] = async ({ signal, onEvent }) => {
      const source = await this.#checkedSource();
      onSource?.(source);
      const walk = await this.#walk(signal);
      for (const message of walk.warnings) onEvent?.({ kind: "warning", message });
      if (warning !== null) onEvent?.({ kind: "warning", message: warning });
      const objects = chooseObjects(walk.objects).map(
        ({ key, byteLength, etag }): StoredObject => ({
          key,
          byteLength,
          ...(etag === undefined ? {} : { etag }),
        }),
      );
      return { plan: { ...reading, objects }, store: source.store };
    };
    let opened: ReturnType<typeof open> | null = null;
    const request: ScanRequest = {
      open: (scan) => {
        // A failure is not kept: the next reading may find the cause mended.
        opened ??= open(scan).catch((error: unknown) => {
          opened = null;
          throw error;
        });
        return opened;
      },
      engine,
      party,
    };
    const convert = selectionOf(this.#selection) as ((ping: PingDocument) => Ping) | null;
    const hidden = Object.entries(this.#selection).flatMap(([name, { isHidden }]) =>
      isHidden ? [name] : [],
    );
    return new Pings(scanSource(request, convert, new Set(hidden), onColumns));
  }

  async #checkedSource(): Promise<DatasetSource> {
    const source = await this.#source();
    for (const { dimension } of this.#clauses) checkDimension(dimension, source.dimensions);
    return source;
  }

  /** Lists outside of a scan. */
  async #interruptibleWalk(signal: AbortSignal | undefined): Promise<PartitionWalk> {
    const walk = beginScan({ signal, beginScan: this.#context.beginScan, onEvent: undefined });
    try {
      return await this.#walk(walk.signal);
    } finally {
      walk.end("done", emptyAccount, null);
    }
  }

  async #walk(signal?: AbortSignal): Promise<PartitionWalk> {
    const source = await this.#checkedSource();
    return walkPartitions(source, this.#clauses, signal ? { signal } : {});
  }
}

showAsText(DatasetView);

function selectionOf(selection: Selection): ((ping: PingDocument) => Record<string, unknown>) | null {
  const entries = Object.entries(selection);
  if (entries.length === 0) return null;
  return (ping) => Object.fromEntries(entries.map(([name, { find }]) => [name, find(ping) ?? null]));
}
