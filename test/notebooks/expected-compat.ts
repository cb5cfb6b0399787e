import { toNumpyArray, toPythonFloat, toPythonTuples } from "../../src/report/index.js";
import type { PingsenderFigures, SchedulingFigures, ValidationFigures } from "../../src/synthetic/index.js";

/** The output of the published report for given figures, line by line. */
export function expectedCompat(figures: ValidationFigures): string {
  const { newProfile, shutdownScheduling, startupScheduling, crashes } = figures;
  const percent = ({ n, d }: { n: number; d: number }): string => ((100 * n) / d).toFixed(2);
  const { creationDelayDays: delays } = newProfile;
  const edges = Array.from({ length: delays.bins + 1 }, (_, i) => (i * delays.clip) / delays.bins);
  const senders = newProfile.reasonByPingsenderOfMisbehavingClients;
  const python = (text: string | null): string => (text === null ? "None" : `u'${text}'`);
  return [
    `'new-profile' pings with missing timestamps:\t${percent(newProfile.missingTimestamps)}%`,
    `'new-profile' pings with reason 'startup':\t${percent(newProfile.reasonStartup)}%`,
    `'new-profile' pings with reason 'shutdown':\t${percent(newProfile.reasonShutdown)}%`,
    `Duplicate pings percentage (by document id): ${percent(newProfile.duplicatesByDocumentId)}%`,
    `Duplicate pings percentage (by client id): ${percent(newProfile.duplicatesByClientId)}%`,
    toPythonTuples(newProfile.reasonSequencesInPublishedOrder, { isUnicode: true }),
    `Duplicate 'shutdown' pings percentage (by client id): ${percent(newProfile.shutdownPingsOfMisbehavingClientsAfterDocumentDedupe)}%`,
    ...senders.rows.map(
      ([reason, version, n]) =>
        `(${python(reason)}, ${python(version)}):\t${toPythonFloat((100 * n) / senders.denominator)}`,
    ),
    "Pingsender header breakdown for misbehaving clients:",
    ...pingsenders(newProfile.pingsenderShutdownMisbehaving),
    "Pingsender header breakdown for well behaving clients:",
    ...pingsenders(newProfile.pingsenderShutdownWellBehaving),
    toNumpyArray(delays.counts),
    toNumpyArray(edges),
    toNumpyArray(Object.values(delays.percentiles)),
    ...scheduling(shutdownScheduling),
    ...scheduling(startupScheduling),
    `Percentages of bad clients with crash pings:\t${toPythonFloat(
      (100 * crashes.misbehavingClientsWithMainProcessCrash.n) /
        crashes.misbehavingClientsWithMainProcessCrash.d,
    )}`,
    toPythonTuples(crashes.sequencesInPublishedOrder),
    "",
  ].join("\n");
}

function pingsenders({ denominator, rows }: PingsenderFigures): string[] {
  return rows.map(([version, n]) => `${version ?? "None"}:\t${toPythonFloat((100 * n) / denominator)}`);
}

function scheduling({ clients, rows }: SchedulingFigures): string[] {
  return rows
    .filter(([, n]) => n > 0)
    .map(([outcome, n]) => `${outcome}:\t${toPythonFloat((100 * n) / clients)}`);
}

/** Every printed figure of a set of figures: percentages, percentiles, counts in numpy's form. */
export function printedFigures(figures: unknown): string[] {
  if (Array.isArray(figures)) {
    const last: unknown = figures.at(-1);
    if (typeof last === "string" && /^\d+\.\d+$/.test(last) && figures.length >= 3) return [last];
    return figures.flatMap(printedFigures);
  }
  if (typeof figures !== "object" || figures === null) return [];
  return Object.entries(figures).flatMap(([name, value]) =>
    name === "printed" ? [String(value)] : printedFigures(value),
  );
}
