import type { RecordCells } from "../decode/index.js";
import { SECTIONS, SUM_DROPS, type SumEntry, SumKernel, type SumVariant } from "../kernel/index.js";
import { isStorableText } from "../text/index.js";
import type { AggregateCells, Series } from "./cells/aggregate-cells.js";
import { COUNT, FRACTION, SUM } from "./cells/cell-store.js";
import type { Definitions } from "./definitions.js";
import type { DropReason } from "./drops.js";
import { layoutOfMetric } from "./layout-of-metric.js";
import { COUNT_TYPE } from "./metric-layout.js";
import { metricNames } from "./metric-names.js";
import type { ObservedShape } from "./observation.js";
import type { RollupProfile } from "./profile.js";
import { DroppedPing, namePattern, nameProblem } from "./read-observations.js";
import type { MetricLayout } from "./types.js";

/** Reasons that are found when names are looked at, numbered on from those of the kernel. */
const OWN_REASONS: readonly DropReason[] = ["unknown-layout", "unknown-metric"];
const reasons: readonly string[] = [...SUM_DROPS, ...OWN_REASONS];

/** The slots of the sections that are summed. */
export interface SectionSlots {
  readonly histograms: number;
  readonly keyedHistograms: number;
  readonly simpleMeasurements: number;
  readonly childPayloads: number;
  readonly processes: number;
}

/** A member of an object, or an item of a list, in the projector's bytes. */
interface Member {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;

/**
 * Sums what pings hold straight from the spans that a projector found, without making documents. A ping that holds
 * anything unusual is not read: it must be aggregated as a document.
 */
export class SpanReader {
  readonly #profile: RollupProfile;
  readonly #definitions: Definitions | undefined;
  readonly #slots: SectionSlots;
  readonly #kernel: SumKernel;
  readonly #name: RegExp;
  readonly #processes = new Map<string, number>();
  readonly #processNames: string[] = [];
  readonly #layouts = new Map<string, number>();
  readonly #entries = new Map<number, SumEntry>();
  readonly #series = new Map<number, Series>();

  constructor(profile: RollupProfile, definitions: Definitions | undefined, slots: SectionSlots) {
    this.#profile = profile;
    this.#definitions = definitions;
    this.#slots = slots;
    this.#kernel = new SumKernel(definitions === undefined);
    this.#name = namePattern(profile);
  }

  /** About how many bytes of memory the sums take. */
  get byteLength(): number {
    return this.#kernel.byteLength;
  }

  /**
   * Reads a ping, without adding anything yet.
   *
   * @param onDrop - Told of processes that are left out.
   * @returns Whether it could be read. If not, {@link SpanReader.forget} it.
   * @throws {DroppedPing} If the ping is to be left out as a whole.
   */
  read(cells: RecordCells, onDrop: (reason: DropReason) => void): boolean {
    const slots = this.#slots;
    if (Object.values(slots).some((slot) => cells.values[slot] !== undefined)) return false;
    const children = this.#children(cells);
    if (children === null) return false;
    const profile = this.#profile;
    if (this.#isWanted("parent")) {
      const parent = this.#processOf("parent");
      for (const name of ["histograms", "keyedHistograms", "simpleMeasurements"] as const) {
        const end = cells.projector.ends[slots[name]]!;
        const start = cells.projector.starts[slots[name]]!;
        if (end !== 0 && !this.#readSection(cells, SECTIONS[name], parent, start, end)) return false;
      }
    }
    if (children.length > 0 && this.#isWanted("content")) {
      const content = this.#processOf("content");
      for (const child of children) {
        const members = this.#members(cells, child);
        if (members === null) return false;
        for (const { name, start, end } of members) {
          if (name === "simpleMeasurements" ? !profile.hasChildMeasurements : !isPayloadSection(name))
            continue;
          if (!this.#readSection(cells, SECTIONS[name as "histograms"], content, start, end)) return false;
        }
      }
    }
    return !profile.hasProcessSections || this.#readProcesses(cells, onDrop);
  }

  /** Forgets the ping that was read last. */
  forget(): void {
    this.#kernel.dropLog();
  }

  /**
   * Adds the ping that was read last to the counters of a key.
   *
   * @returns False if a name in it can't be told for certain; then nothing was added.
   */
  add(keyId: number): boolean {
    for (const entry of this.#kernel.takeEntries()) this.#judgeEntry(entry);
    for (const variant of this.#kernel.takeVariants()) this.#judgeVariant(variant);
    return this.#kernel.addLog(keyId);
  }

  /** Adds all sums to cells whose keys they were added to. */
  addTo(cells: AggregateCells): void {
    const seriesIds = new Map<number, number>();
    const { store } = cells;
    this.#kernel.eachCell((keyId, variant, sums) => {
      let seriesId = seriesIds.get(variant);
      if (seriesId === undefined) {
        seriesId = cells.seriesId(this.#seriesOf(variant));
        seriesIds.set(variant, seriesId);
      }
      const cell = cells.cell(keyId, seriesId);
      store.addWords(cell, SUM, sums.sumLow, sums.sumHigh);
      store.addWords(cell, COUNT, sums.countLow, sums.countHigh);
      store.addWords(cell, FRACTION, sums.fractionLow, sums.fractionHigh);
      for (let i = 0; i < sums.used; i++) {
        store.addWordsToBucket(cell, sums.buckets[i]!, sums.lows[i]!, sums.highs[i]!);
      }
    });
  }

  /** Forgets all that was added; the memory is used again. */
  restart(): void {
    this.#kernel.restart();
    this.#layouts.clear();
    this.#entries.clear();
    this.#series.clear();
  }

  /** What was left out of pings that were added. */
  drops(): Partial<Record<DropReason, number>> {
    const counts: Partial<Record<DropReason, number>> = {};
    this.#kernel.drops().forEach((count, number) => {
      if (count > 0) counts[reasons[number] as DropReason] = count;
    });
    return counts;
  }

  #readSection(cells: RecordCells, section: number, process: number, start: number, end: number): boolean {
    return this.#kernel.readSection(section, process, cells.projector.bytes, start, end);
  }

  #readProcesses(cells: RecordCells, onDrop: (reason: DropReason) => void): boolean {
    const { starts, ends } = cells.projector;
    const end = ends[this.#slots.processes]!;
    if (end === 0) return true;
    const processes = this.#members(cells, { name: "", start: starts[this.#slots.processes]!, end });
    if (processes === null) return false;
    for (const process of processes) {
      if (cells.projector.bytes[process.start] !== OPEN_OBJECT) continue;
      if (!this.#isWanted(process.name)) {
        onDrop("other-process");
        continue;
      }
      const number = this.#processOf(process.name);
      const sections = this.#members(cells, process);
      if (sections === null) return false;
      for (const { name, start, end } of sections) {
        const isScalars = name === "scalars" || name === "keyedScalars";
        const isHistograms = name === "histograms" || name === "keyedHistograms";
        if (!isScalars && !(isHistograms && process.name !== "parent")) continue;
        if (!this.#readSection(cells, SECTIONS[name], number, start, end)) return false;
      }
    }
    return true;
  }

  /** The items of `childPayloads`, or null if they can't be told. */
  #children(cells: RecordCells): readonly Member[] | null {
    const { starts, ends, bytes } = cells.projector;
    const end = ends[this.#slots.childPayloads]!;
    if (end === 0) return [];
    const start = starts[this.#slots.childPayloads]!;
    if (bytes[start] !== OPEN_LIST) throw new DroppedPing("bad-children");
    const items = this.#members(cells, { name: "", start, end });
    if (items?.some((item) => bytes[item.start] !== OPEN_OBJECT)) throw new DroppedPing("bad-children");
    return items;
  }

  /** The members of an object or items of a list; null if a name occurs twice. Of other values none. */
  #members({ projector }: RecordCells, { start, end }: Member): Member[] | null {
    const { bytes } = projector;
    const first = bytes[start];
    if (first !== OPEN_OBJECT && first !== OPEN_LIST) return [];
    const count = projector.listMembers(start, end);
    const { members } = projector;
    const found: Member[] = [];
    const names = new Set<string>();
    for (let at = 0; at < count * 6; at += 6) {
      const isItem = members[at + 1] === 0;
      const name = isItem
        ? ""
        : (JSON.parse(bytes.toString("utf8", members[at]!, members[at + 1]!)) as string);
      if (!isItem && names.has(name)) return null;
      names.add(name);
      found.push({ name, start: members[at + 3]!, end: members[at + 4]! });
    }
    return found;
  }

  #isWanted(process: string): boolean {
    return this.#profile.processes?.includes(process) ?? isStorableText(process);
  }

  #processOf(name: string): number {
    let number = this.#processes.get(name);
    if (number === undefined) {
      number = this.#processNames.push(name) - 1;
      this.#processes.set(name, number);
    }
    return number;
  }

  #seriesOf(variant: number): Series {
    const series = this.#series.get(variant);
    if (series !== undefined) return series;
    const { entry, template } = this.#kernel.labelledVariant(variant);
    const label = entry.section === SECTIONS.keyedScalars ? entry.label.toUpperCase() : entry.label;
    return { ...this.#series.get(template)!, label };
  }

  #judgeEntry(entry: SumEntry): void {
    const { section, name, label, place, isGroup } = entry;
    this.#entries.set(place, entry);
    const { excludedKeyedHistograms, excludedScalars } = this.#profile;
    // U+FFFD may stand for bytes that are no UTF-8, so that two names look the same and are not.
    if (`${name}${label}`.includes("\ufffd")) {
      this.#kernel.setStatus(place, "strange");
      return;
    }
    if (!isGroup && (section === SECTIONS.keyedHistograms || section === SECTIONS.keyedScalars)) {
      // What holds for its name is said of that.
      this.#kernel.setStatus(place, isStorableText(label) ? "fine" : "bad-text");
      return;
    }
    const isScalar = section === SECTIONS.scalars || section === SECTIONS.keyedScalars;
    const isExcluded = isScalar
      ? excludedScalars.some((start) => name.startsWith(start))
      : section === SECTIONS.keyedHistograms && excludedKeyedHistograms.includes(name);
    this.#kernel.setStatus(place, isExcluded ? "excluded" : "fine");
  }

  #judgeVariant(variant: SumVariant): void {
    const entry = this.#entries.get(variant.entry)!;
    const process = this.#processNames[entry.process]!;
    const { metric, label, shape } = describe(entry, variant);
    const layout = nameProblem(metric, label, this.#name) ?? layoutOfMetric(metric, shape, this.#definitions);
    if (typeof layout === "string") {
      this.#kernel.setLayout(variant.place, reasons.indexOf(layout));
      return;
    }
    if (layout.bounds.at(-1)! >= 2 ** 32) {
      this.#kernel.setStatus(variant.entry, "strange");
      return;
    }
    let place = this.#layouts.get(layout.id);
    if (place === undefined) {
      place = this.#kernel.addLayout(layout.bounds, isOfValues(layout));
      this.#layouts.set(layout.id, place);
    }
    this.#kernel.setLayout(variant.place, place);
    this.#series.set(variant.place, { metric, label, process, layout });
  }
}

/** Whether single values are counted in a layout. */
function isOfValues({ id }: MetricLayout): boolean {
  return id === "count" || id === "scalar" || id === "simple";
}

/** What an entry and its variant are called in aggregates. */
function describe(
  { section, name, label, isPart }: SumEntry,
  { type, bucketCount, low, high }: SumVariant,
): { metric: string; label: string; shape: ObservedShape } {
  if (section === SECTIONS.simpleMeasurements) {
    const metric = metricNames.simple(name, isPart ? label : undefined);
    return { metric, label: "", shape: { is: "value", of: "simple" } };
  }
  if (section === SECTIONS.scalars || section === SECTIONS.keyedScalars) {
    return {
      metric: metricNames.scalar(name),
      label: label.toUpperCase(),
      shape: { is: "value", of: "scalar" },
    };
  }
  if (type === COUNT_TYPE) {
    return { metric: metricNames.count(name), label, shape: { is: "value", of: "count" } };
  }
  const range = low < 0 ? undefined : [low, high];
  return {
    metric: name,
    label,
    shape: { is: "histogram", type, range, bucketCount: bucketCount < 0 ? undefined : bucketCount },
  };
}

function isPayloadSection(name: string): boolean {
  return name === "histograms" || name === "keyedHistograms" || name === "simpleMeasurements";
}
