import type { Buffer } from "node:buffer";
import { readCellSums } from "./read-cell-sums.js";
import { SumMemory, type SumStatus } from "./sum-memory.js";
import type { CellSums, SumEntry, SumVariant } from "./sums.js";

/** What the module gives for child payloads that are no list of objects. */
const NO_OBJECTS = 1;

/**
 * Sums histograms and values from JSON text, in memory of its own: sections of a ping are read to a log, which is then
 * added to the counters of a key, or thrown away.
 *
 * What the names mean, and where their buckets lie, the caller says once for each new name and description.
 */
export class SumKernel {
  readonly #memory = new SumMemory();
  readonly #isShaped: boolean;
  /** How many numbers with fractions of the log have been read. */
  #floats = 0;

  /** @param isShaped - Whether histograms of one name with different descriptions are kept apart. */
  constructor(isShaped: boolean) {
    this.#isShaped = isShaped;
    this.restart();
  }

  /** Forgets all names, layouts and sums; the memory is used again. */
  restart(): void {
    this.#memory.restart(this.#isShaped);
    this.#floats = 0;
  }

  /** How many bytes names and counters take. */
  get byteLength(): number {
    return this.#memory.heapBytes;
  }

  /** How many cells there are. */
  get size(): number {
    return this.#memory.kernel.cellsHeld();
  }

  /**
   * Reads a section to the log.
   *
   * @returns Whether it was understood, and so is JSON text. If not, the log must be thrown away.
   */
  readSection(section: number, process: number, bytes: Buffer, start: number, end: number): boolean {
    const { kernel, inputStart } = this.#memory;
    const inputEnd = this.#memory.setInput(bytes, start, end);
    if (inputEnd === 0) return false;
    return kernel.readSection(section, process, inputStart, inputEnd) === inputEnd && this.#readFloats();
  }

  /**
   * Reads an object whose members are processes, and theirs sections, to the log.
   *
   * @param wanted - A bit for each section that is wanted, but of process 0.
   * @param wantedOfFirst - The same for process 0.
   * @param judge - Asked once for each process that was not met before: its number, or whether it is left out, or so strange
   *   that pings with it are read otherwise.
   * @returns Whether it was understood, and so is JSON text. If not, the log must be thrown away.
   */
  readProcesses(
    wanted: number,
    wantedOfFirst: number,
    bytes: Buffer,
    start: number,
    end: number,
    judge: (name: string) => number | "unwanted" | "strange",
  ): boolean {
    const memory = this.#memory;
    const { kernel, inputStart } = memory;
    const inputEnd = memory.setInput(bytes, start, end);
    if (inputEnd === 0) return false;
    while (kernel.readProcesses(wanted, wantedOfFirst, inputStart, inputEnd) !== inputEnd) {
      const place = kernel.newProcess.value;
      if (place === 0) return false;
      const process = judge(memory.entryText(place));
      memory.setStatus(place, process === "unwanted" ? "excluded" : process === "strange" ? process : "fine");
      if (typeof process === "number") memory.setProcess(place, process);
    }
    return this.#readFloats();
  }

  /**
   * Reads a list of objects whose members are sections of one process to the log.
   *
   * @param wanted - A bit for each section that is wanted.
   * @returns Whether it was understood, and so is JSON text; `"bad"` if it is no list of objects. If not, the log must be thrown away.
   */
  readChildren(
    wanted: number,
    process: number,
    bytes: Buffer,
    start: number,
    end: number,
  ): "read" | "not" | "bad" {
    const { kernel, inputStart } = this.#memory;
    const inputEnd = this.#memory.setInput(bytes, start, end);
    if (inputEnd === 0) return "not";
    const read = kernel.readChildren(wanted, process, inputStart, inputEnd);
    if (read === NO_OBJECTS) return "bad";
    return read === inputEnd && this.#readFloats() ? "read" : "not";
  }

  /** Throws away what was read since the log was last added. */
  dropLog(): void {
    this.#memory.kernel.dropLog();
    this.#floats = 0;
  }

  /**
   * The names, and labels that are not plain ASCII, that have not been looked at; each must be given a status before the log
   * is added.
   */
  takeEntries(): SumEntry[] {
    const { newEntries } = this.#memory.kernel;
    if (newEntries.value === 0) return [];
    const found = this.#memory.entriesFrom(newEntries.value);
    newEntries.value = 0;
    return found;
  }

  /** The descriptions that have not been looked at; each must be given a layout or a reason before the log is added. */
  takeVariants(): SumVariant[] {
    const { newVariants } = this.#memory.kernel;
    if (newVariants.value === 0) return [];
    const found = this.#memory.variantsFrom(newVariants.value);
    newVariants.value = 0;
    return found;
  }

  /** For a variant of a label: the label's entry, and the variant of the name that was looked at in its stead. */
  labelledVariant(variant: number): { readonly entry: SumEntry; readonly template: number } {
    return { entry: this.#memory.entryOf(variant), template: this.#memory.templateOf(variant) };
  }

  /**
   * Says what an entry is: summed, left out as excluded or for its label's text, or so strange that pings with it are read
   * otherwise; a log that holds what is strange must be thrown away.
   */
  setStatus(entry: number, status: SumStatus): void {
    this.#memory.setStatus(entry, status);
  }

  /** Gives a variant its layout, a place that {@link SumKernel.addLayout} gave, or the reason why it has none. */
  setLayout(variant: number, layout: number): void {
    this.#memory.setLayout(variant, layout);
  }

  /**
   * Stores a layout.
   *
   * @param bounds - The buckets' lower bounds, ascending from 0, below 2^32.
   * @param isOfValues - Whether single values are counted in it, each in the bucket that holds it.
   */
  addLayout(bounds: readonly number[], isOfValues: boolean): number {
    return this.#memory.addLayout(bounds, isOfValues);
  }

  /** Adds the log to the counters of a key. */
  addLog(keyId: number): void {
    this.#floats = 0;
    this.#memory.kernel.addLog(keyId);
  }

  /** How often each reason occurred, by number. */
  drops(): number[] {
    return this.#memory.drops();
  }

  /**
   * Visits all sums, in no order.
   *
   * @param visit - Given the key's number, the variant's place, and the sums, which are valid until it returns.
   */
  eachCell(visit: (keyId: number, variant: number, sums: CellSums) => void): void {
    readCellSums(this.#memory, visit);
  }

  /** Reads the numbers that the module could not, before their text is overwritten; false if one is too large. */
  #readFloats(): boolean {
    const held = this.#memory.kernel.floatsHeld();
    for (; this.#floats < held; this.#floats++) {
      const value = Number(this.#memory.floatText(this.#floats));
      if (!(value < 2 ** 63)) return false;
      const whole = Math.floor(value);
      const fraction = Math.round((value - whole) * 2 ** 32);
      const carried = fraction === 2 ** 32;
      this.#memory.setFloat(this.#floats, BigInt(whole) + (carried ? 1n : 0n), carried ? 0 : fraction);
    }
    return true;
  }
}
