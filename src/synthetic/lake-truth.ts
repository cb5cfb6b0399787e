import { clientsWithDeletion, computeTruth } from "./compute-truth.js";
import type { SchedulingFigures, ValidationFigures } from "./figures.js";
import { isInWindow } from "./report-window.js";
import type { Population, ReportWindow, StoredPing } from "./types.js";

/** What is true of a sample lake: the content of `truth.json`. */
export interface LakeTruth {
  readonly version: 1;
  readonly seed: number;
  readonly scale: number;
  /** What the figures are of. */
  readonly window: ReportWindow;
  /** The published report's figures, computed as published. */
  readonly figures: ValidationFigures;
  /** The same without the clients that sent a deletion-request, anywhere in the lake. */
  readonly figuresHonouringDeletions: ValidationFigures;
  /** Where published figures rest on a mistake: the scheduling with missing and negative session lengths set apart. */
  readonly corrected: {
    readonly shutdownScheduling: SchedulingFigures;
    readonly startupScheduling: SchedulingFigures;
  };
  readonly details: {
    /** Clients that sent a deletion-request, and those of them that sent a new-profile ping in the window. */
    readonly deletingClients: number;
    readonly deletingClientsInFigures: number;
    /** New-profile pings in the window whose profile's creation date is 0, which counts as missing. */
    readonly pingsWithCreationDateZero: number;
    /** New-profile pings in the window that are older, by whole days in UTC, than their profile claims to be. */
    readonly pingsOlderThanProfile: number;
  };
  readonly lake: LakeAccount;
}

/** What a lake holds. */
export interface LakeAccount {
  readonly objects: number;
  /** Records written, the damaged ones included. */
  readonly records: number;
  readonly recordsByDocType: Readonly<Record<string, number>>;
  /** Records damaged on purpose. They are in none of the figures. */
  readonly damagedRecords: number;
  /** Bytes of all objects before compression. */
  readonly contentBytes: number;
  /** SHA-256 over the SHA-256 of each object's content before compression, in the order of keys, as hexadecimal digits. */
  readonly contentSha256: string;
}

/**
 * Says what is true of a lake.
 *
 * @param population - The pings that can be read.
 * @param lake - What was written.
 */
export function makeLakeTruth(population: Population, lake: LakeAccount): LakeTruth {
  const { seed, scale, window, pings } = population;
  const { shutdownScheduling, startupScheduling } = computeTruth(population, {
    missingSessionLength: "set apart",
  });
  const inFigures = pings.filter((ping) => ping.docType === "new-profile" && isInWindow(ping, window));
  const deleting = clientsWithDeletion(pings);
  const deletingInFigures = new Set(inFigures.map((ping) => ping.clientId!).filter((id) => deleting.has(id)));
  return {
    version: 1,
    seed,
    scale,
    window,
    figures: computeTruth(population),
    figuresHonouringDeletions: computeTruth(population, { honourDeletions: true }),
    corrected: { shutdownScheduling, startupScheduling },
    details: {
      deletingClients: deleting.size,
      deletingClientsInFigures: deletingInFigures.size,
      pingsWithCreationDateZero: inFigures.filter((ping) => ping.profileDays === 0).length,
      pingsOlderThanProfile: inFigures.filter(isOlderThanProfile).length,
    },
    lake,
  };
}

function isOlderThanProfile(ping: StoredPing): boolean {
  return ping.profileDays !== null && Math.floor(ping.createdMs / 86_400_000) < ping.profileDays;
}
