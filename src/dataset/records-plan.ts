import { resolve } from "node:path";
import type { ScanCache, ScanPlan } from "../scan/index.js";
import type { StoredObject } from "../store/index.js";
import { parseKeep, parseRequire } from "./record-conditions.js";
import type { RecordsOptions } from "./types.js";

/** What {@link RecordsOptions} say of a plan, checked. */
export interface RecordsPlan {
  /** Chooses the objects to read from those found. */
  readonly chooseObjects: (objects: readonly StoredObject[]) => readonly StoredObject[];
  /** Which records are kept and how they are read: all of a plan but what to read, and what to take from it. */
  readonly reading: Omit<ScanPlan, "objects" | "properties" | "exact">;
  /** Something that the user should be told before the scan, or null. */
  readonly warning: string | null;
}

/**
 * Checks the options of a scan.
 *
 * @throws {RangeError} If a limit is not a whole number from 0, or the sample is not a fraction
 *   above 0 and at most 1, or a sample by client is below 0.01.
 * @throws {TypeError} If `keep`, `require`, `validate` or `cacheDir` is not what it should be.
 * @throws {PlanError} If a path in `keep` or `require` can't be read.
 */
export function parseRecordsOptions(options: RecordsOptions): RecordsPlan {
  const { limitFiles, limitRecords, sample = 1, sampleBy = "client", seed = 0 } = options;
  checkChoice("sampleBy", sampleBy, ["client", "file"]);
  checkChoice("onBadRecord", options.onBadRecord ?? "skip", ["skip", "fail"]);
  checkCount("limitFiles", limitFiles);
  checkCount("limitRecords", limitRecords);
  if (typeof (options.validate ?? true) !== "boolean") {
    throw new TypeError(`validate must be true or false, got ${JSON.stringify(options.validate)}`);
  }
  if (!Number.isInteger(seed))
    throw new RangeError(`seed must be a whole number, got ${JSON.stringify(seed)}`);
  if (!(sample > 0 && sample <= 1)) {
    throw new RangeError(`sample must be above 0 and at most 1, got ${JSON.stringify(sample)}`);
  }
  const byClient = sampleBy === "client" && sample < 1;
  if (byClient && sample < 0.01) {
    throw new RangeError(
      `sample by client must be at least 0.01, got ${sample}; clients fall into 100 groups, so take ` +
        `sampleBy: "file", or sample what comes out`,
    );
  }
  const cache = parseCache(options);
  const byFile = sampleBy === "file" && sample < 1;
  return {
    chooseObjects: (objects) => {
      const first = objects.slice(0, limitFiles ?? objects.length);
      return byFile ? sampleObjects(first, sample, seed) : first;
    },
    reading: {
      sample: byClient ? { percent: Math.ceil(sample * 100 - 1e-9), seed: ((seed % 100) + 100) % 100 } : null,
      limitRecords: limitRecords ?? null,
      onBadRecord: options.onBadRecord ?? "skip",
      ...(options.require === undefined ? {} : { require: parseRequire(options.require) }),
      ...(options.keep === undefined ? {} : { keep: parseKeep(options.keep) }),
      ...(options.validate === undefined ? {} : { validate: options.validate }),
      ...(cache === null ? {} : { cache }),
    },
    warning: byFile
      ? "this is not a representative sample: it is made of whole files and is highly susceptible to skew; " +
        "use it only for quicker prototyping"
      : null,
  };
}

function parseCache({ cacheDir, cacheBytes }: RecordsOptions): ScanCache | null {
  checkCount("cacheBytes", cacheBytes);
  if (cacheDir === undefined) {
    if (cacheBytes === undefined) return null;
    throw new TypeError("cacheBytes needs cacheDir, the folder whose size it is");
  }
  if (typeof cacheDir !== "string" || cacheDir === "") {
    throw new TypeError(`cacheDir must name a folder, got ${JSON.stringify(cacheDir)}`);
  }
  const folder = resolve(cacheDir);
  return cacheBytes === undefined ? { folder } : { folder, maxBytes: cacheBytes };
}

/** @throws {RangeError} If the value is given and not a whole number from 0. */
export function checkCount(name: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 0)) {
    throw new RangeError(`${name} must be a whole number from 0, got ${JSON.stringify(value)}`);
  }
}

function checkChoice(name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    throw new RangeError(`${name} must be one of ${choices.join(", ")}, got ${JSON.stringify(value)}`);
  }
}

/** Takes floor(fraction · n) objects, chosen by a hash of position and seed, in their order. */
function sampleObjects(objects: readonly StoredObject[], fraction: number, seed: number): StoredObject[] {
  const count = Math.floor(objects.length * fraction);
  const ranked = objects.map((_, index) => ({ index, rank: mix(index, seed) }));
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  const chosen = ranked.slice(0, count).map(({ index }) => index);
  return chosen.sort((a, b) => a - b).map((index) => objects[index]!);
}

/** A 32-bit integer mix (the finaliser of MurmurHash3). */
function mix(index: number, seed: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
