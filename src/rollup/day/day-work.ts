import type { Projection, RecordCells, RecordSink } from "../../decode/index.js";
import { copyAccount, type ScanAccount, scanRecords, startAccount } from "../../scan/index.js";
import type { Store, StoredObject } from "../../store/index.js";
import { Definitions, type DefinitionTexts } from "../definitions.js";
import type { PingDocument } from "../document.js";
import type { PartialAggregate } from "../partial-aggregate.js";
import { PingAggregator } from "../ping-aggregator.js";
import type { RollupProfile } from "../profile.js";
import { IdFinder } from "./id-finder.js";

/** What is to be done with a day's objects; plain data, so that it can be sent to a thread. */
export interface DayTask {
  readonly profile: RollupProfile;
  readonly submissionDate: string;
  readonly definitions: DefinitionTexts | null;
  readonly byClient: boolean;
  readonly onBadRecord: "skip" | "fail";
}

/** How an object was aggregated. */
export interface ObjectDone {
  readonly account: ScanAccount;
  /** About how many bytes of memory all aggregates take that have not been taken yet. */
  readonly byteLength: number;
}

/** Aggregates a day's objects one after the other, in this thread or another one. */
export interface DayWorker {
  /**
   * Aggregates an object.
   *
   * @param skipped - Records that are copies of others, by their number in the object from 0 on; ascending.
   */
  add(object: StoredObject, skipped: readonly number[]): Promise<ObjectDone>;
  /** The document ids of an object's records, in file order; `""` for those without. */
  documentIds(object: StoredObject): Promise<readonly string[]>;
  /** Gives what was aggregated, and starts anew. */
  take(): Promise<PartialAggregate>;
  close(): Promise<void>;
}

/** Aggregates objects in this thread. */
export class DayWork implements DayWorker {
  readonly #task: DayTask;
  readonly #store: Store;
  readonly #signal: AbortSignal | undefined;
  readonly #definitions: Definitions | undefined;
  #aggregator: PingAggregator | null = null;
  #finder: IdFinder | null = null;

  constructor(task: DayTask, store: Store, signal?: AbortSignal) {
    this.#task = task;
    this.#store = store;
    this.#signal = signal;
    this.#definitions = task.definitions === null ? undefined : Definitions.parse(task.definitions);
  }

  async add(object: StoredObject, skipped: readonly number[]): Promise<ObjectDone> {
    this.#aggregator ??= this.#start();
    const aggregator = this.#aggregator;
    let record = 0;
    let skip = 0;
    const isSkipped = (): boolean => {
      const isCopy = skipped[skip] === record++;
      if (isCopy) {
        skip += 1;
        aggregator.drop("duplicate-document");
      }
      return isCopy;
    };
    const account = startAccount();
    const sink: RecordSink = {
      takeDocument: ({ ping }) => {
        account.records += 1;
        if (!isSkipped()) aggregator.add(ping as PingDocument);
      },
      takeCells: (cells) => {
        if (!aggregator.readCells(cells)) return;
        account.records += 1;
        if (isSkipped()) aggregator.forgetCells();
        else aggregator.addCells(cells);
      },
    };
    await this.#scan(object, account, sink, aggregator.projection());
    return { account: copyAccount(account), byteLength: aggregator.byteLength };
  }

  async documentIds(object: StoredObject): Promise<readonly string[]> {
    this.#finder ??= new IdFinder();
    const finder = this.#finder;
    const ids: string[] = [];
    const sink: RecordSink = {
      takeDocument: ({ ping }) => void ids.push(finder.idOf(ping as PingDocument)),
      takeCells: (cells: RecordCells) => void ids.push(finder.idIn(cells)),
    };
    await this.#scan(object, startAccount(), sink, finder.projection);
    return ids;
  }

  async take(): Promise<PartialAggregate> {
    this.#aggregator ??= this.#start();
    return this.#aggregator.take();
  }

  async close(): Promise<void> {
    this.#aggregator = null;
    this.#finder = null;
  }

  async #scan(
    object: StoredObject,
    account: ReturnType<typeof startAccount>,
    sink: RecordSink,
    found: Projection | null,
  ): Promise<void> {
    const projection = found && {
      projection: found,
      places: { slots: [] },
      conditions: { slots: [] },
      clientSlots: [],
    };
    const options = { sample: null, onBadRecord: this.#task.onBadRecord, signal: this.#signal };
    for await (const _ of scanRecords(this.#store, object, options, account, sink, projection));
  }

  #start(): PingAggregator {
    const { profile, submissionDate, byClient } = this.#task;
    return new PingAggregator({ profile, submissionDate, definitions: this.#definitions, byClient });
  }
}
