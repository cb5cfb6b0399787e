import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import {
  compareDay,
  type DayIdentity,
  type Driver,
  mergeDay,
  openDatabase,
} from "../../../database/index.js";
import { Dataset, type ScanAccount } from "../../../index.js";
import { aggregateDay, Definitions, type DefinitionTexts, profiles } from "../../../rollup/index.js";
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

// Counts up when the same pings would give other aggregates, so that merged days are then refused and not mixed.
const RECIPE_VERSION = 1;
const WAIT_MS = 600_000;

/** `pingframe rollup run`: days of pings into the database, each once. */
export const runRollupCommand: Command = {
  name: "rollup run",
  summary: "aggregate days of pings and merge them into the database, each day once",
  positionals: "",
  description: [
    "Aggregates the pings of one or more submission dates and merges each into the database: all of a day, or",
    "nothing, and once. A day that is merged already is passed over; one whose objects have changed since is",
    "refused, unless --replace or --late says what to do. Without --date all dates of the source are merged.",
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
      help: "Firefox's Histograms.json, which decides kinds, bounds and labels. Default: definitions/Histograms.json beside sources.json, else what the pings say.",
    },
    scalars: { type: "string", value: "FILE", help: "Firefox's Scalars.yaml, for descriptions." },
    replace: { type: "boolean", help: "Take out what a day gave, changed or not, and merge it anew." },
    late: { type: "boolean", help: "Add the objects that came since a day was merged." },
    dedupe: { type: "boolean", help: "Count each document once." },
    clients: { type: "boolean", help: "Also store histograms in which all clients weigh the same." },
    "all-processes": { type: "boolean", help: "Aggregate every process, not only the profile's." },
    database: databaseOption,
    ...sourceOptions,
    json: { type: "boolean", help: "Print what was done as JSON." },
  },
  run,
};

interface Recipe {
  readonly profile: keyof typeof profiles;
  readonly definitions: DefinitionTexts | null;
  readonly dedupe: boolean;
  readonly clientWeights: boolean;
  readonly allProcesses: boolean;
}

async function run(invocation: Invocation): Promise<number> {
  const { options, positionals, print } = invocation;
  if (positionals.length > 0)
    throw new UsageError(`rollup run takes options only, got ${JSON.stringify(positionals)}`);
  if (options["replace"] && options["late"]) throw new UsageError("--replace and --late exclude each other");
  const recipe = await readRecipe(invocation);
  const source = textOption(invocation, "source") ?? "telemetry";
  const dataset = Dataset.fromSource(source, { ...datasetOptions(invocation), onEvent: null });
  const { docType } = profiles[recipe.profile];
  const typed = docType === null ? dataset : dataset.where({ docType });
  const dates = await datesOf(invocation, typed);
  if (dates.length === 0) throw new Error(`source ${JSON.stringify(source)} has no pings of type ${docType}`);
  const database = databaseOf(invocation);
  const driver = await openDatabase({ database, access: "write", connections: 2, waitMs: WAIT_MS });
  const reports: object[] = [];
  try {
    for (const date of dates) {
      const report = await mergeDate(invocation, driver, typed.where({ submissionDate: date }), {
        date,
        source,
        recipe,
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

type View = ReturnType<typeof Dataset.fromSource>;

async function datesOf(invocation: Invocation, dataset: Pick<View, "summaries">): Promise<readonly string[]> {
  const given = textsOption(invocation, "date");
  for (const date of given) {
    if (!/^\d{8}$/.test(date)) throw new UsageError(`--date must be YYYYMMDD, got ${JSON.stringify(date)}`);
  }
  if (given.length > 0) return [...new Set(given)].sort();
  const objects = await dataset.summaries({ signal: invocation.signal });
  return [...new Set(objects.map(({ partition }) => partition["submissionDate"] ?? ""))].sort();
}

async function readRecipe(invocation: Invocation): Promise<Recipe> {
  const { options } = invocation;
  const profile = textOption(invocation, "profile") ?? "head";
  if (!Object.hasOwn(profiles, profile)) {
    throw new UsageError(`--profile must be head or seed, got ${JSON.stringify(profile)}`);
  }
  const beside = join(sourcesFolder(invocation), "definitions", "Histograms.json");
  const histograms = textOption(invocation, "definitions") ?? (existsSync(beside) ? beside : undefined);
  const scalars = textOption(invocation, "scalars");
  if (scalars !== undefined && histograms === undefined)
    throw new UsageError("--scalars needs --definitions");
  return {
    profile: profile as keyof typeof profiles,
    definitions:
      histograms === undefined
        ? null
        : {
            histograms: await readFile(histograms, "utf8"),
            ...(scalars === undefined ? {} : { scalars: await readFile(scalars, "utf8") }),
          },
    dedupe: options["dedupe"] === true,
    clientWeights: options["clients"] === true,
    allProcesses: options["all-processes"] === true,
  };
}

interface DateReport {
  readonly outcome: string;
  readonly objects: number;
  readonly pings: number;
  readonly rows: number;
  readonly partitions: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly damage: ScanAccount["damage"];
}

async function mergeDate(
  invocation: Invocation,
  driver: Driver,
  dataset: Pick<View, "records">,
  { date, source, recipe }: { readonly date: string; readonly source: string; readonly recipe: Recipe },
): Promise<DateReport> {
  const { signal, options, tell } = invocation;
  const { request } = dataset.records({ signal }).source;
  const { plan, store } = await request!.open({ signal, onEvent: undefined, end: () => null });
  const day: DayIdentity = {
    submissionDate: date,
    source,
    recipe: recipeText(recipe),
    objects: plan.objects.map(({ key, byteLength }) => ({ key, fingerprint: String(byteLength) })),
  };
  const mode = options["replace"] ? "replace" : options["late"] ? "late" : "once";
  const { state, unseen } = await compareDay(driver, day);
  const nothing = { objects: 0, pings: 0, rows: 0, partitions: 0, dropped: {}, damage: {} };
  if ((state === "same" && mode !== "replace") || (mode === "once" && state !== "new")) {
    // Says why it does nothing, or refuses.
    const { outcome } = await mergeDay(driver, { ...day, rows: [] });
    return { outcome, ...nothing };
  }
  const wanted = new Set(unseen.map(({ key }) => key));
  const objects = mode === "late" ? plan.objects.filter(({ key }) => wanted.has(key)) : plan.objects;
  if (!options["quiet"]) tell(`${date}: aggregating ${objects.length} objects\n`);
  const threads = numberOption(invocation, "threads", { min: 0, integer: true }) ?? availableParallelism();
  const { aggregate, account, scan } = await aggregateDay(
    { store, objects },
    {
      profile: profiles[recipe.profile],
      submissionDate: date,
      ...(recipe.definitions === null ? {} : { definitions: recipe.definitions }),
      dedupe: recipe.dedupe,
      clientWeights: recipe.clientWeights,
      allProcesses: recipe.allProcesses,
      threads,
      spill: { folder: tmpdir() },
      signal,
    },
  );
  try {
    refuseUnread({ date, source }, scan!);
    const definitions = recipe.definitions === null ? null : Definitions.parse(recipe.definitions);
    const report = await mergeDay(driver, {
      ...day,
      mode,
      lateKeys: objects.map(({ key }) => key),
      rows: aggregate.rows(),
      descriptions: { get: (metric) => definitions?.find(metric)?.description },
    });
    return {
      outcome: report.outcome,
      objects: objects.length,
      pings: account.pings,
      rows: report.rows,
      partitions: report.partitions,
      dropped: { ...account.droppedPings, ...account.droppedValues, ...report.droppedRows },
      damage: scan!.damage,
    };
  } finally {
    await aggregate.close();
  }
}

/** A damaged record is lost; an object that can't be read may be readable later, and must not count as merged. */
function refuseUnread(
  { date, source }: { readonly date: string; readonly source: string },
  { damage, damageReports }: ScanAccount,
): void {
  const unread = (damage.store ?? 0) + (damage.thread ?? 0);
  if (unread === 0) return;
  const first = damageReports.find(({ kind }) => kind === "store" || kind === "thread");
  throw new Error(
    `submission date ${date} of ${JSON.stringify(source)} was not merged, as ${unread} of its objects could not be read` +
      `${first === undefined ? "" : ` (${first.message})`}; run this again when they can be`,
  );
}

function recipeText({ profile, definitions, dedupe, clientWeights, allProcesses }: Recipe): string {
  const digest =
    definitions && createHash("sha256").update(JSON.stringify(definitions)).digest("hex").slice(0, 16);
  return JSON.stringify({
    version: RECIPE_VERSION,
    profile,
    definitions: digest,
    dedupe,
    clientWeights,
    allProcesses,
  });
}

function describe({ outcome, objects, pings, rows, partitions, dropped, damage }: DateReport): string {
  if (outcome === "already merged") return outcome;
  const losses = countsOf("left out", dropped) + countsOf("damaged", damage);
  return `${outcome}: ${pings} pings of ${objects} objects, ${rows} aggregates in ${partitions} partitions${losses}`;
}

function countsOf(title: string, counts: Readonly<Record<string, number>>): string {
  const shown = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason}`);
  return shown.length === 0 ? "" : `; ${title}: ${shown.join(", ")}`;
}
