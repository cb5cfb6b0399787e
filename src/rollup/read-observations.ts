import { isStorableText } from "../text/index.js";
import type { DropReason } from "./drops.js";
import { fits, wholeNumber } from "./exact.js";
import { COUNT_TYPE } from "./metric-layout.js";
import { metricNames } from "./metric-names.js";
import type { Observation } from "./observation.js";
import type { RollupProfile } from "./profile.js";
import type { ValueAt } from "./read-ping-key.js";

/** Told of each value that is left out. */
export type OnDrop = (reason: DropReason) => void;

const noValues: ReadonlyMap<number, number> = new Map();

/**
 * Reads everything of a ping that a profile aggregates, in the order of the original: scalars, the parent's histograms and
 * measurements, those of child payloads, then those of the other processes.
 *
 * @param at - Reads the ping's value at a path.
 * @param onDrop - Told of what is left out. A ping that is left out as a whole throws {@link DroppedPing} before
 *   anything is yielded.
 */
export function readObservations(at: ValueAt, profile: RollupProfile, onDrop: OnDrop): Observation[] {
  const reader = new ObservationReader(profile, onDrop);
  const children = readChildren(at(["payload", "childPayloads"]));
  if (profile.hasProcessSections) reader.readScalars(at(["payload", "processes"]));
  reader.readPayload(
    at(["payload", "histograms"]),
    at(["payload", "keyedHistograms"]),
    at(["payload", "simpleMeasurements"]),
    "parent",
  );
  for (const child of children) {
    const { histograms, keyedHistograms, simpleMeasurements } = child;
    const measurements = profile.hasChildMeasurements ? simpleMeasurements : undefined;
    reader.readPayload(histograms, keyedHistograms, measurements, "content");
  }
  if (profile.hasProcessSections) reader.readProcesses(at(["payload", "processes"]));
  return reader.observations;
}

/** Why a ping is left out as a whole, found while its values are read. */
export class DroppedPing extends Error {
  readonly reason: DropReason;

  constructor(reason: DropReason) {
    super(reason);
    this.reason = reason;
  }
}

type Members = Readonly<Record<string, unknown>>;

class ObservationReader {
  readonly observations: Observation[] = [];
  readonly #profile: RollupProfile;
  readonly #drop: OnDrop;
  readonly #name: RegExp;

  constructor(profile: RollupProfile, onDrop: OnDrop) {
    this.#profile = profile;
    this.#drop = onDrop;
    this.#name = namePattern(profile);
  }

  readScalars(processes: unknown): void {
    for (const [process, section] of this.#processesOf(processes, this.#drop)) {
      for (const [name, value] of members(section["scalars"])) this.#addScalar(name, "", value, process);
      for (const [name, byLabel] of members(section["keyedScalars"])) {
        for (const [label, value] of this.#labelsOf(byLabel)) {
          this.#addScalar(name, label.toUpperCase(), value, process);
        }
      }
    }
  }

  readProcesses(processes: unknown): void {
    // Those that are left out were counted with their scalars.
    for (const [process, section] of this.#processesOf(processes, () => undefined)) {
      if (process === "parent") continue; // its histograms are those of the payload itself
      this.readPayload(section["histograms"], section["keyedHistograms"], undefined, process);
    }
  }

  readPayload(histograms: unknown, keyed: unknown, measurements: unknown, process: string): void {
    if (!this.#isWanted(process)) return;
    for (const [name, histogram] of members(histograms)) this.#addHistogram(name, "", histogram, process);
    for (const [name, byLabel] of members(keyed)) {
      const isExcluded = this.#profile.excludedKeyedHistograms.includes(name);
      for (const [label, histogram] of this.#labelsOf(byLabel)) {
        if (isExcluded) this.#drop("excluded-metric");
        else this.#addHistogram(name, label, histogram, process);
      }
    }
    for (const [name, value] of members(measurements)) {
      if (isObject(value)) {
        for (const [part, inner] of Object.entries(value)) {
          this.#addValue(metricNames.simple(name, part), "", inner, process, "simple");
        }
      } else this.#addValue(metricNames.simple(name), "", value, process, "simple");
    }
  }

  #processesOf(processes: unknown, onDrop: OnDrop): [string, Members][] {
    const found: [string, Members][] = [];
    for (const [process, section] of members(processes)) {
      if (!isObject(section)) continue;
      if (this.#isWanted(process)) found.push([process, section]);
      else onDrop("other-process");
    }
    return found;
  }

  #isWanted(process: string): boolean {
    return this.#profile.processes?.includes(process) ?? isStorableText(process);
  }

  #labelsOf(byLabel: unknown): [string, unknown][] {
    if (isObject(byLabel)) return Object.entries(byLabel);
    this.#drop("no-histogram");
    return [];
  }

  #addScalar(name: string, label: string, value: unknown, process: string): void {
    if (this.#profile.excludedScalars.some((start) => name.startsWith(start))) this.#drop("excluded-metric");
    else this.#addValue(metricNames.scalar(name), label, value, process, "scalar");
  }

  #addValue(
    metric: string,
    label: string,
    value: unknown,
    process: string,
    of: "count" | "scalar" | "simple",
  ): void {
    const number = typeof value === "boolean" ? Number(value) : value;
    if (typeof number !== "number" && typeof number !== "bigint") {
      this.#drop("not-a-number");
      return;
    }
    if (number < 0) {
      this.#drop("negative-value");
      return;
    }
    if (!fits(number)) {
      this.#drop("too-large");
      return;
    }
    if (!this.#isNamed(metric, label)) return;
    const shape = { is: "value", of } as const;
    this.observations.push({ metric, label, process, shape, values: noValues, sum: number });
  }

  #addHistogram(name: string, label: string, histogram: unknown, process: string): void {
    if (!isObject(histogram) || !isObject(histogram["values"])) {
      this.#drop("no-histogram");
      return;
    }
    const sum = wholeNumber(histogram["sum"]);
    if (sum === null || sum < 0) {
      this.#drop("bad-sum");
      return;
    }
    if (!fits(sum)) {
      this.#drop("too-large");
      return;
    }
    const type = wholeNumber(histogram["histogram_type"]);
    if (type === null) {
      this.#drop("bad-type");
      return;
    }
    if (Number(type) === COUNT_TYPE) {
      this.#addValue(metricNames.count(name), label, sum, process, "count");
      return;
    }
    if (!this.#isNamed(name, label)) return;
    const { range, bucket_count: bucketCount } = histogram;
    const shape = { is: "histogram", type: Number(type), range, bucketCount } as const;
    const values = this.#valuesOf(histogram["values"]);
    this.observations.push({ metric: name, label, process, shape, values, sum });
  }

  #valuesOf(values: Members): ReadonlyMap<number, number | bigint> {
    const counts = new Map<number, number | bigint>();
    for (const [bucket, value] of Object.entries(values)) {
      if (!/^(0|[1-9]\d{0,14})$/.test(bucket)) {
        this.#drop("bad-bucket");
        continue;
      }
      const count = wholeNumber(value);
      const isCount = count !== null && count >= 0 && fits(count);
      if (!isCount) this.#drop("bad-bucket");
      counts.set(Number(bucket), isCount ? count : 0);
    }
    return counts;
  }

  #isNamed(metric: string, label: string): boolean {
    const problem = nameProblem(metric, label, this.#name);
    if (problem !== null) this.#drop(problem);
    return problem === null;
  }
}

/** The names that metrics of a profile may have. */
export function namePattern(profile: RollupProfile): RegExp {
  return new RegExp(`^${profile.nameCharacters}+$`);
}

/** Why a metric of this name and label is left out, or null if it isn't. */
export function nameProblem(metric: string, label: string, pattern: RegExp): DropReason | null {
  if (!pattern.test(metric)) return isStorableText(metric) ? "bad-name" : "bad-text";
  return isStorableText(label) ? null : "bad-text";
}

/** The child payloads of a ping: none, or a list of objects. */
function readChildren(children: unknown): readonly Members[] {
  if (children === undefined) return [];
  if (!Array.isArray(children) || !children.every(isObject)) throw new DroppedPing("bad-children");
  return children;
}

/** The members of an object; none of anything else. */
function members(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
