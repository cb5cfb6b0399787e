import type { RecordCells } from "../decode/index.js";
import { SECTIONS, SumKernel } from "../kernel/index.js";
import type { AggregateCells } from "./cells/aggregate-cells.js";
import { COUNT, FRACTION, SUM } from "./cells/cell-store.js";
import type { Definitions } from "./definitions.js";
import type { DropReason } from "./drops.js";
import { NameJudge, PARENT } from "./name-judge.js";
import type { RollupProfile } from "./profile.js";

/** The slots of the sections that are summed. */
export interface SectionSlots {
  readonly histograms: number;
  readonly keyedHistograms: number;
  readonly simpleMeasurements: number;
  readonly childPayloads: number;
  readonly processes: number;
}

/** The sections of the ping itself, which are the parent's. */
const OWN_SECTIONS = ["histograms", "keyedHistograms", "simpleMeasurements"] as const;
const PARENT_SECTIONS = bits("scalars", "keyedScalars");
const PROCESS_SECTIONS = bits("scalars", "keyedScalars", "histograms", "keyedHistograms");

/**
 * Sums what pings hold straight from the spans that a projector found, without making documents. A ping that holds
 * anything unusual is not read: it must be aggregated as a document.
 */
export class SpanReader {
  readonly #profile: RollupProfile;
  readonly #slots: SectionSlots;
  readonly #kernel: SumKernel;
  readonly #judge: NameJudge;
  readonly #childSections: number;

  constructor(profile: RollupProfile, definitions: Definitions | undefined, slots: SectionSlots) {
    this.#profile = profile;
    this.#slots = slots;
    this.#kernel = new SumKernel(definitions === undefined);
    this.#judge = new NameJudge(profile, definitions, this.#kernel);
    this.#childSections = !this.#judge.isWanted("content")
      ? 0
      : profile.hasChildMeasurements
        ? bits("histograms", "keyedHistograms", "simpleMeasurements")
        : bits("histograms", "keyedHistograms");
  }

  /** About how many bytes of memory the sums take. */
  get byteLength(): number {
    return this.#kernel.byteLength;
  }

  /**
   * Reads a ping, without adding anything yet.
   *
   * @returns `"read"` if it could be read: then all {@link SpanReader.sections} of it are JSON. Else {@link SpanReader.forget} it;
   *   `"bad-children"` is why it is to be left out as a whole.
   */
  read(cells: RecordCells): "read" | "not" | "bad-children" {
    const { histograms, keyedHistograms, simpleMeasurements, childPayloads, processes } = this.#slots;
    const { values } = cells;
    // What a record's frame carries is no text.
    if (values[histograms] !== undefined || values[keyedHistograms] !== undefined) return "not";
    if (values[simpleMeasurements] !== undefined || values[childPayloads] !== undefined) return "not";
    if (values[processes] !== undefined) return "not";
    const children = this.#readChildren(cells);
    if (children !== "read") return children === "bad" ? "bad-children" : "not";
    const isRead =
      (!this.#judge.isWanted("parent") || OWN_SECTIONS.every((name) => this.#readSection(cells, name))) &&
      (!this.#profile.hasProcessSections || this.#readProcesses(cells));
    return isRead ? "read" : "not";
  }

  /** The slots of the sections that are read of every ping. */
  get sections(): readonly number[] {
    return [
      this.#slots.childPayloads,
      ...(this.#judge.isWanted("parent") ? OWN_SECTIONS.map((name) => this.#slots[name]) : []),
      ...(this.#profile.hasProcessSections ? [this.#slots.processes] : []),
    ];
  }

  /** Forgets the ping that was read last. */
  forget(): void {
    // What it held that is new would else be taken for the next ping's.
    this.#judge.judgeNew();
    this.#kernel.dropLog();
  }

  /**
   * Adds the ping that was read last to the counters of a key.
   *
   * @returns False if a name in it can't be told for certain; then nothing was added, and it must be forgotten.
   */
  add(keyId: number): boolean {
    if (!this.#judge.judgeNew()) return false;
    this.#kernel.addLog(keyId);
    return true;
  }

  /** Adds all sums to cells whose keys they were added to. */
  addTo(cells: AggregateCells): void {
    const seriesIds = new Map<number, number>();
    const { store } = cells;
    this.#kernel.eachCell((keyId, variant, sums) => {
      let seriesId = seriesIds.get(variant);
      if (seriesId === undefined) {
        seriesId = cells.seriesId(this.#judge.seriesOf(variant));
        seriesIds.set(variant, seriesId);
      }
      const cell = cells.cell(keyId, seriesId);
      store.addWords(cell, SUM, sums.sumLow, sums.sumHigh);
      store.addWords(cell, COUNT, sums.countLow, sums.countHigh);
      store.addWords(cell, FRACTION, sums.fraction, 0);
      for (let i = 0; i < sums.used; i++) {
        store.addWordsToBucket(cell, sums.buckets[i]!, sums.lows[i]!, sums.highs[i]!);
      }
    });
  }

  /** Forgets all that was added; the memory is used again. */
  restart(): void {
    this.#kernel.restart();
    this.#judge.restart();
  }

  /** What was left out of pings that were added. */
  drops(): Partial<Record<DropReason, number>> {
    return this.#judge.drops();
  }

  #readSection({ projector }: RecordCells, name: (typeof OWN_SECTIONS)[number]): boolean {
    const slot = this.#slots[name];
    const end = projector.ends[slot]!;
    if (end === 0) return true;
    return this.#kernel.readSection(SECTIONS[name], PARENT, projector.bytes, projector.starts[slot]!, end);
  }

  #readChildren({ projector }: RecordCells): "read" | "not" | "bad" {
    const slot = this.#slots.childPayloads;
    const end = projector.ends[slot]!;
    if (end === 0) return "read";
    const content = this.#judge.processOf("content");
    const start = projector.starts[slot]!;
    return this.#kernel.readChildren(this.#childSections, content, projector.bytes, start, end);
  }

  #readProcesses({ projector }: RecordCells): boolean {
    const slot = this.#slots.processes;
    const end = projector.ends[slot]!;
    if (end === 0) return true;
    return this.#kernel.readProcesses(
      PROCESS_SECTIONS,
      PARENT_SECTIONS,
      projector.bytes,
      projector.starts[slot]!,
      end,
      this.#judge.judgeProcess,
    );
  }
}

function bits(...names: readonly (keyof typeof SECTIONS)[]): number {
  return names.reduce((all, name) => all | (1 << SECTIONS[name]), 0);
}
