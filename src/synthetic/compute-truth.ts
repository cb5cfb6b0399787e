import { computeDelays } from "./compute-delays.js";
import { computeScheduling, type SchedulingOptions } from "./compute-scheduling.js";
import { countTuples } from "./count-tuples.js";
import type { PingsenderFigures, PrintedRatio, ValidationFigures } from "./figures.js";
import { printPercentage, printPercentageShort } from "./print-percentage.js";
import { isInWindow } from "./report-window.js";
import type { Population, SyntheticPing } from "./types.js";

/** Options of {@link computeTruth}. */
export interface TruthOptions {
  /**
   * Leave out every ping of a client that sent a deletion-request, whenever and from whatever build.
   * @defaultValue false
   */
  readonly honourDeletions?: boolean;
  /** How to take missing session lengths; see {@link SchedulingOptions}. @defaultValue `"as published"` */
  readonly missingSessionLength?: SchedulingOptions["missingSessionLength"];
}

/**
 * Computes the figures of the published report from the plain pings of a population, as its Python code does.
 *
 * An independent twin of the report: it shares no code with frames or datasets. Sequences are listed with the
 * most frequent first. Ties among reason sequences are in data order of the clients' new-profile pings, ties
 * among crash sequences in the order in which the clients made the first of the pings.
 *
 * @param population - Its pings must be in data order.
 */
export function computeTruth(population: Population, options: TruthOptions = {}): ValidationFigures {
  const deleted = options.honourDeletions ? clientsWithDeletion(population.pings) : new Set<string>();
  const pings = population.pings.filter(
    (ping) => isInWindow(ping, population.window) && !(ping.clientId !== null && deleted.has(ping.clientId)),
  );
  const all = pings.filter((ping) => ping.docType === "new-profile");
  const documents = keepFirstReceived(all, (ping) => ping.id);
  const perClient = keepFirstReceived(documents, (ping) => ping.clientId!);
  const byClient = groupByClient(documents);
  const misbehaving = new Set(
    [...byClient].filter(([, own]) => own.length > 1).map(([clientId]) => clientId),
  );

  const reasons = [...misbehaving].map((id) => sortByCreation(byClient.get(id)!).map((ping) => ping.reason!));
  const reasonSequences = countTuples(reasons);
  const bad = all.filter((ping) => misbehaving.has(ping.clientId!));
  const good = all.filter((ping) => !misbehaving.has(ping.clientId!));
  const isShutdown = (ping: SyntheticPing): boolean => ping.reason === "shutdown";
  const shutdownReasons = reasons.flat().filter((reason) => reason === "shutdown").length;

  const known = new Set(all.map((ping) => ping.clientId));
  const mains = pings.filter((ping) => ping.docType === "main" && known.has(ping.clientId));
  const firstMains = keepFirstReceived(mains, (ping) => ping.id).filter(
    (ping) => ping.isFirstSession && isShutdown(ping),
  );
  const missingSessionLength = options.missingSessionLength ?? "as published";
  const schedule = (reason: "startup" | "shutdown"): ReturnType<typeof computeScheduling> => {
    const newProfiles = documents.filter((ping) => ping.reason === reason);
    const clients = [...groupByClient([...firstMains, ...newProfiles]).values()];
    return computeScheduling(clients.map(sortByCreation), { reason, missingSessionLength });
  };

  return {
    newProfile: {
      pings: { n: all.length },
      missingTimestamps: ratio(0, all.length, printPercentageShort),
      reasonStartup: ratio(
        all.filter((ping) => ping.reason === "startup").length,
        all.length,
        printPercentageShort,
      ),
      reasonShutdown: ratio(all.filter(isShutdown).length, all.length, printPercentageShort),
      duplicatesByDocumentId: {
        ...ratio(all.length - documents.length, all.length, printPercentageShort),
        keptPings: documents.length,
      },
      duplicatesByClientId: {
        ...ratio(documents.length - perClient.length, documents.length, printPercentageShort),
        keptPings: perClient.length,
      },
      misbehavingClients: misbehaving.size,
      shutdownPingsOfMisbehavingClientsAfterDocumentDedupe: ratio(
        shutdownReasons,
        all.length,
        printPercentageShort,
      ),
      reasonByPingsenderOfMisbehavingClients: breakDownByReason(bad),
      pingsenderShutdownMisbehaving: breakDownByPingsender(bad.filter(isShutdown)),
      pingsenderShutdownWellBehaving: breakDownByPingsender(good.filter(isShutdown)),
      reasonSequencesInPublishedOrder: reasonSequences.map(([sequence]) => sequence),
      aConsistentNumberOfClientsPerSequence: reasonSequences.map(([, clients]) => clients),
      creationDelayDays: computeDelays(perClient),
    },
    shutdownScheduling: schedule("shutdown"),
    startupScheduling: schedule("startup"),
    crashes: computeCrashes(bad, pings, misbehaving),
  };
}

function computeCrashes(
  newProfiles: readonly SyntheticPing[],
  pings: readonly SyntheticPing[],
  misbehaving: ReadonlySet<string>,
): ValidationFigures["crashes"] {
  const crashes = pings.filter(
    (ping) => ping.docType === "crash" && ping.processType === "main" && misbehaving.has(ping.clientId ?? ""),
  );
  const documents = keepFirstReceived(crashes, (ping) => ping.id);
  const clients = [...groupByClient(sortByCreation([...documents, ...newProfiles])).values()];
  const sequences = countTuples(clients.map((own) => own.map((ping) => ping.docType)));
  return {
    misbehavingClientsWithMainProcessCrash: ratio(
      groupByClient(documents).size,
      misbehaving.size,
      printPercentage,
    ),
    sequencesInPublishedOrder: sequences.map(([sequence]) => sequence),
    aConsistentNumberOfClientsPerSequence: sequences.map(([, count]) => count),
  };
}

/** Collects the clients that sent a deletion-request, anywhere in the source. */
export function clientsWithDeletion(pings: readonly SyntheticPing[]): Set<string> {
  const clients = new Set<string>();
  for (const ping of pings) {
    if (ping.docType === "deletion-request" && ping.clientId !== null) clients.add(ping.clientId);
  }
  return clients;
}

/** Keeps for each key the ping received first, in data order. */
function keepFirstReceived(
  pings: readonly SyntheticPing[],
  keyOf: (ping: SyntheticPing) => string,
): SyntheticPing[] {
  const kept = new Map<string, SyntheticPing>();
  for (const ping of pings) {
    const other = kept.get(keyOf(ping));
    if (other === undefined || ping.receivedNs < other.receivedNs) kept.set(keyOf(ping), ping);
  }
  return pings.filter((ping) => kept.get(keyOf(ping)) === ping);
}

function groupByClient(pings: readonly SyntheticPing[]): Map<string, SyntheticPing[]> {
  const groups = new Map<string, SyntheticPing[]>();
  for (const ping of pings) {
    const group = groups.get(ping.clientId!);
    if (group === undefined) groups.set(ping.clientId!, [ping]);
    else group.push(ping);
  }
  return groups;
}

function sortByCreation(pings: readonly SyntheticPing[]): SyntheticPing[] {
  return pings.slice().sort((a, b) => a.createdMs - b.createdMs);
}

function breakDownByReason(
  pings: readonly SyntheticPing[],
): ValidationFigures["newProfile"]["reasonByPingsenderOfMisbehavingClients"] {
  const row = (reason: string, version: "1.0" | null): readonly [string, "1.0" | null, number, string] => {
    const n = pings.filter(
      (ping) => ping.reason === reason && ping.hasPingsender === (version !== null),
    ).length;
    return [reason, version, n, printPercentage(n, pings.length)];
  };
  return {
    denominator: pings.length,
    rows: [row("startup", null), row("shutdown", "1.0"), row("shutdown", null)],
  };
}

function breakDownByPingsender(pings: readonly SyntheticPing[]): PingsenderFigures {
  const sent = pings.filter((ping) => ping.hasPingsender).length;
  const other = pings.length - sent;
  return {
    denominator: pings.length,
    rows: [
      ["1.0", sent, printPercentage(sent, pings.length)],
      [null, other, printPercentage(other, pings.length)],
    ],
  };
}

function ratio(n: number, d: number, print: (n: number, d: number) => string): PrintedRatio {
  return { printed: print(n, d), n, d };
}
