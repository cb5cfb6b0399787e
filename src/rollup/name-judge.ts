import { SECTIONS, SUM_DROPS, type SumEntry, type SumKernel, type SumVariant } from "../kernel/index.js";
import { isStorableText } from "../text/index.js";
import type { Series } from "./cells/aggregate-cells.js";
import type { Definitions } from "./definitions.js";
import type { DropReason } from "./drops.js";
import { layoutOfMetric } from "./layout-of-metric.js";
import { COUNT_TYPE } from "./metric-layout.js";
import { metricNames } from "./metric-names.js";
import type { ObservedShape } from "./observation.js";
import type { RollupProfile } from "./profile.js";
import { namePattern, nameProblem } from "./read-observations.js";
import type { MetricLayout } from "./types.js";

/** Reasons that are found when names are looked at, numbered on from those of the kernel. */
const OWN_REASONS: readonly DropReason[] = ["unknown-layout", "unknown-metric"];
const reasons: readonly string[] = [...SUM_DROPS, ...OWN_REASONS];
/** The number that the kernel knows the parent process by. */
export const PARENT = 0;

/** Says of each name that the kernel meets what it means: whether it counts, as what, and where its buckets lie. */
export class NameJudge {
  readonly #profile: RollupProfile;
  readonly #definitions: Definitions | undefined;
  readonly #kernel: SumKernel;
  readonly #name: RegExp;
  readonly #processNames: string[] = ["parent"];
  readonly #layouts = new Map<string, number>();
  readonly #entries = new Map<number, SumEntry>();
  readonly #series = new Map<number, Series>();

  constructor(profile: RollupProfile, definitions: Definitions | undefined, kernel: SumKernel) {
    this.#profile = profile;
    this.#definitions = definitions;
    this.#kernel = kernel;
    this.#name = namePattern(profile);
  }

  /** Whether a process counts. */
  isWanted(process: string): boolean {
    return this.#profile.processes?.includes(process) ?? isStorableText(process);
  }

  /** The number that the kernel knows a process by. */
  processOf(name: string): number {
    const number = this.#processNames.indexOf(name);
    return number < 0 ? this.#processNames.push(name) - 1 : number;
  }

  /** What the kernel is to do with a process that it met for the first time. */
  readonly judgeProcess = (name: string): number | "unwanted" | "strange" => {
    if (isAmbiguous(name)) return "strange";
    return this.isWanted(name) ? this.processOf(name) : "unwanted";
  };

  /** Judges all that the kernel has met since the last time; false if something of it is strange. */
  judgeNew(): boolean {
    let isFine = true;
    for (const entry of this.#kernel.takeEntries()) isFine = this.#judgeEntry(entry) && isFine;
    for (const variant of this.#kernel.takeVariants()) isFine = this.#judgeVariant(variant) && isFine;
    return isFine;
  }

  /** What a variant's values are called in aggregates. */
  seriesOf(variant: number): Series {
    const series = this.#series.get(variant);
    if (series !== undefined) return series;
    const { entry, template } = this.#kernel.labelledVariant(variant);
    const label = entry.section === SECTIONS.keyedScalars ? entry.label.toUpperCase() : entry.label;
    return { ...this.#series.get(template)!, label };
  }

  /** What was left out of pings that were added. */
  drops(): Partial<Record<DropReason, number>> {
    const counts: Partial<Record<DropReason, number>> = {};
    this.#kernel.drops().forEach((count, number) => {
      if (count > 0) counts[reasons[number] as DropReason] = count;
    });
    return counts;
  }

  /** Forgets all names, as the kernel has. */
  restart(): void {
    this.#layouts.clear();
    this.#entries.clear();
    this.#series.clear();
  }

  #judgeEntry(entry: SumEntry): boolean {
    const { section, name, label, place, isGroup } = entry;
    this.#entries.set(place, entry);
    const { excludedKeyedHistograms, excludedScalars } = this.#profile;
    if (isAmbiguous(name) || isAmbiguous(label)) {
      this.#kernel.setStatus(place, "strange");
      return false;
    }
    if (!isGroup && (section === SECTIONS.keyedHistograms || section === SECTIONS.keyedScalars)) {
      // What holds for its name is said of that.
      this.#kernel.setStatus(place, isStorableText(label) ? "fine" : "bad-text");
      return true;
    }
    const isScalar = section === SECTIONS.scalars || section === SECTIONS.keyedScalars;
    const isExcluded = isScalar
      ? excludedScalars.some((start) => name.startsWith(start))
      : section === SECTIONS.keyedHistograms && excludedKeyedHistograms.includes(name);
    this.#kernel.setStatus(place, isExcluded ? "excluded" : "fine");
    return true;
  }

  #judgeVariant(variant: SumVariant): boolean {
    const entry = this.#entries.get(variant.entry)!;
    const process = this.#processNames[entry.process]!;
    const { metric, label, shape } = describe(entry, variant);
    const layout = nameProblem(metric, label, this.#name) ?? layoutOfMetric(metric, shape, this.#definitions);
    if (typeof layout === "string") {
      this.#kernel.setLayout(variant.place, reasons.indexOf(layout));
      return true;
    }
    if (layout.bounds.at(-1)! >= 2 ** 32) {
      this.#kernel.setStatus(variant.entry, "strange");
      return false;
    }
    let place = this.#layouts.get(layout.id);
    if (place === undefined) {
      place = this.#kernel.addLayout(layout.bounds, isOfValues(layout));
      this.#layouts.set(layout.id, place);
    }
    this.#kernel.setLayout(variant.place, place);
    this.#series.set(variant.place, { metric, label, process, layout });
    return true;
  }
}

/** U+FFFD may stand for bytes that are no UTF-8, so that two names look the same and are not. */
function isAmbiguous(text: string): boolean {
  return text.includes("\ufffd");
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
