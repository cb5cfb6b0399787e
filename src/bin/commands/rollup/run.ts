import { availableParallelism, tmpdir } from "node:os";
import { openDatabase } from "../../../database/index.js";
import { Dataset, PlanError } from "../../../index.js";
import {
  type RollUpOptions,
  type RollUpReport,
  readDefinitions,
  rollUpInto,
} from "../../../merging/index.js";
import { profiles } from "../../../rollup/index.js";
import {
  type Command,
  type Invocation,
  numberOption,
  textOption,
  textsOption,
  UsageError,
} from "../../command.js";
import { databaseOf, databaseOption, shownDatabase } from "../../database-option.js";
import { datasetOptions, sourceOptions, sourcesFolder } from "../../dataset-options.js";

const WAIT_MS = 600_000;
const MOST_LISTED = 12;

/** `pingframe rollup run`: days of pings into the database, each once. */
export const runRollupCommand: Command = {
  name: "rollup run",
  summary: "aggregate days of pings and merge them into the database, each day once",
  positionals: "",
  description: [
    "Aggregates the pings of one or more submission dates and merges each into the database: all of a day, or",
    "nothing, and once. A day that is merged already is passed over; one whose objects have changed since is",
    "refused, unless --replace or --late says what to do. Without --date all dates of the source are merged. Of",
    "several dates those without objects are skipped, and said; a single one is refused.",
    "",
    "  pingframe sample --rollups sample-lake && pingframe rollup run && pingframe serve",
  ].join("\n"),
  options: {
    date: { type: "string", value: "YYYYMMDD", multiple: true, help: "A submission date; may be repeated." },
    profile: {
      type: "string",
      value: "head|seed",
      help: "What is aggregated: main pings by process, or saved sessions as in 2015. Default: head.",
    },
    source: {
      type: "string",
      value: "NAME",
      help: "The source, by its name in sources.json. Default: telemetry.",
    },
    definitions: {
      type: "string",
      value: "FILE",
      help: "Firefox's Histograms.json, which decides kinds, bounds and labels. Default: definitions/Histograms.json beside sources.json, else what the pings say. May be s3://BUCKET/KEY.",
    },
    scalars: {
      type: "string",
      value: "FILE",
      help: "Firefox's Scalars.yaml, for descriptions. May be s3://BUCKET/KEY.",
    },
    replace: { type: "boolean", help: "Take out what a day gave, changed or not, and merge it anew." },
    late: {
      type: "boolean",
      help: "Add the objects that came since a day was merged. Not with --dedupe or --clients, which need all of a day.",
    },
    dedupe: { type: "boolean", help: "Count each document once." },
    clients: { type: "boolean", help: "Also store histograms in which all clients weigh the same." },
    "all-processes": { type: "boolean", help: "Aggregate every process, not only the profile's." },
    database: databaseOption,
    ...sourceOptions,
    json: { type: "boolean", help: "Print what was done as JSON." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, print, signal, tell } = invocation;
  const rollUp = await rollUpOptions(invocation);
  const { source, profile } = rollUp;
  const dataset = Dataset.fromSource(source, { ...datasetOptions(invocation), onEvent: null });
  const typed = profile.docType === null ? dataset : dataset.where({ docType: profile.docType });
  const given = givenDates(invocation);
  const stored = await storedDates(given.length > 0 ? typed.where({ submissionDate: given }) : typed, signal);
  if (stored.length === 0) {
    const what = `source ${JSON.stringify(source)} has no pings of type ${profile.docType ?? "any"}`;
    if (given.length === 0) throw new PlanError(what);
    const there = listed(await storedDates(typed, signal));
    throw new PlanError(`${what} of ${listed(given)}, so nothing was merged; dates there are: ${there}`);
  }
  const database = databaseOf(invocation);
  const driver = await openDatabase({ database, access: "write", connections: 2, waitMs: WAIT_MS, signal });
  const reports: object[] = [];
  try {
    for (const date of given.length > 0 ? given : stored) {
      const pings = typed.where({ submissionDate: date }).records({ signal });
      const report = await rollUpInto(driver, pings, {
        ...rollUp,
        submissionDate: date,
        onFound: (objects) => {
          if (!options["quiet"]) tell(`${date}: aggregating ${objects} objects\n`);
        },
      });
      reports.push({ date, ...report });
      if (!options["json"]) await print(`${date}  ${describe(report)}\n`);
    }
  } finally {
    await driver.close();
  }
  if (options["json"]) {
    await print(`${JSON.stringify({ database: shownDatabase(database), days: reports }, null, 2)}\n`);
  }
  return 0;
}

function givenDates(invocation: Invocation): readonly string[] {
  const given = textsOption(invocation, "date");
  for (const date of given) {
    if (!/^\d{8}$/.test(date)) throw new UsageError(`--date must be YYYYMMDD, got ${JSON.stringify(date)}`);
  }
  return [...new Set(given)].sort();
}

async function storedDates(
  dataset: Pick<ReturnType<typeof Dataset.fromSource>, "summaries">,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const objects = await dataset.summaries({ signal });
  return [...new Set(objects.map(({ partition }) => partition["submissionDate"] ?? ""))].sort();
}

/** Some dates, in words: all if they are few, else the ends. */
function listed(dates: readonly string[]): string {
  if (dates.length === 0) return "none";
  if (dates.length <= MOST_LISTED) return dates.join(", ");
  return `${dates.length} from ${dates[0]} to ${dates.at(-1)}`;
}

async function rollUpOptions(
  invocation: Invocation,
): Promise<Omit<RollUpOptions, "submissionDate"> & { readonly source: string }> {
  const { options, signal } = invocation;
  const profile = textOption(invocation, "profile") ?? "head";
  if (!Object.hasOwn(profiles, profile)) {
    throw new UsageError(`--profile must be head or seed, got ${JSON.stringify(profile)}`);
  }
  if (options["replace"] && options["late"]) throw new UsageError("--replace and --late exclude each other");
  for (const name of ["dedupe", "clients"]) {
    if (!options["late"] || !options[name]) continue;
    throw new UsageError(
      `--late can't be used with --${name}, whose numbers depend on all objects of a day; use --replace`,
    );
  }
  const definitions = await readDefinitions(sourcesFolder(invocation), {
    histograms: textOption(invocation, "definitions"),
    scalars: textOption(invocation, "scalars"),
  });
  return {
    source: textOption(invocation, "source") ?? "telemetry",
    mode: options["replace"] ? "replace" : options["late"] ? "late" : "once",
    profile: profiles[profile as keyof typeof profiles],
    ...(definitions === null ? {} : { definitions }),
    dedupe: options["dedupe"] === true,
    clientWeights: options["clients"] === true,
    allProcesses: options["all-processes"] === true,
    threads: numberOption(invocation, "threads", { min: 0, integer: true }) ?? availableParallelism(),
    spill: { folder: tmpdir() },
    signal,
  };
}

function describe({ outcome, objects, pings, rows, partitions, dropped, damage }: RollUpReport): string {
  if (outcome === "already merged") return outcome;
  if (outcome === "no objects") return "no objects; skipped";
  const losses = countsOf("left out", dropped) + countsOf("damaged", damage);
  return `${outcome}: ${pings} pings of ${objects} objects, ${rows} aggregates in ${partitions} partitions${losses}`;
}

function countsOf(title: string, counts: Readonly<Record<string, number>>): string {
  const shown = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason}`);
  return shown.length === 0 ? "" : `; ${title}: ${shown.join(", ")}`;
}
