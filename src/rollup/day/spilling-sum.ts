import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { addRollupAccounts, PartialAggregate } from "../partial-aggregate.js";
import { rowShapeOf } from "../row-shape.js";
import { SpilledAggregate } from "../spill/spilled-aggregate.js";
import { SpilledRun } from "../spill/spilled-run.js";
import type { RollupAccount } from "../types.js";
import type { DayTask } from "./day-work.js";

/** Adds aggregates up, in memory as long as they fit, else in files. */
export class SpillingSum {
  readonly #task: Pick<DayTask, "profile" | "byClient">;
  readonly #parent: string | null;
  readonly #limit: number;
  readonly #runs: SpilledRun[] = [];
  readonly #accounts: RollupAccount[] = [];
  // A promise, as two sums may outgrow memory before there is a folder.
  #folder: Promise<string> | null = null;
  #sum: PartialAggregate | null = null;

  /**
   * @param folder - Where a folder of its own is made when it is needed, or null to keep all in memory.
   * @param limit - From how many bytes on a sum is written to disk.
   */
  constructor(task: Pick<DayTask, "profile" | "byClient">, folder: string | null, limit: number) {
    this.#task = task;
    this.#parent = folder;
    this.#limit = limit;
  }

  /** Adds an aggregate; a sum that is too large is on disk when this is done. */
  async add(aggregate: PartialAggregate): Promise<void> {
    this.#sum = this.#sum === null ? aggregate : this.#sum.merge(aggregate);
    if (this.#parent !== null && this.#sum.byteLength > this.#limit) await this.#spill(this.#parent);
  }

  /** Gives all that was added; closing it removes what lies on disk. */
  async finish(): Promise<PartialAggregate | SpilledAggregate> {
    const { profile, byClient } = this.#task;
    const sum = this.#sum ?? PartialAggregate.empty(profile, byClient);
    if (this.#folder === null) return sum;
    const folder = await this.#folder;
    if (sum.size > 0) await this.#spill(folder);
    else this.#accounts.push(sum.account);
    const account = addRollupAccounts(this.#accounts);
    return new SpilledAggregate(this.#runs, rowShapeOf(profile, byClient), account, folder);
  }

  /** Removes what lies on disk. */
  async discard(): Promise<void> {
    for (const run of this.#runs) run.close();
    // Where the folder could not be made, whoever spilled was told.
    const folder = await this.#folder?.catch(() => undefined);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async #spill(parent: string): Promise<void> {
    const sum = this.#sum!;
    this.#sum = null;
    this.#folder ??= mkdtemp(join(parent, "pingframe-rollup-"));
    const path = join(await this.#folder, `run-${this.#runs.length}`);
    this.#accounts.push(sum.account);
    this.#runs.push(new SpilledRun(sum, path));
  }
}
