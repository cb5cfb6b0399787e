import { rm } from "node:fs/promises";
import { join } from "node:path";
import { StoreError, version } from "../../index.js";
import { isS3Location, locationBelow, openLocation, readWhole, type Store } from "../../store/index.js";
import { writeRollupLake, writeSampleLake } from "../../synthetic/index.js";
import { type Command, type Invocation, numberOption, UsageError } from "../command.js";

/** `pingframe sample`: a lake of pings with a known truth. */
export const sampleCommand: Command = {
  name: "sample",
  summary: "write a lake of synthetic pings whose true figures are known",
  positionals: "OUT",
  description: [
    "Writes a deterministic lake of Heka objects to the folder OUT, with sources.json and, beside it, truth.json:",
    "every figure that the report should find. With the default seed and scale these are the figures of the",
    "published report; other seeds and scales give other, equally valid truths. OUT may be s3://BUCKET/PREFIX.",
    "With --rollups it is a lake for roll-ups: several channels, versions and builds, keyed histograms, scalars,",
    "a regression planted in one build, the probes' definitions, and the truth in rollup-truth.json.",
  ].join("\n"),
  options: {
    seed: { type: "string", value: "N", help: "Chooses the lake. Default: 1." },
    scale: { type: "string", value: "X", help: "Multiplies the number of clients. Default: 1." },
    rollups: { type: "boolean", help: "Write a lake for roll-ups instead." },
    quiet: { type: "boolean", help: "No progress on standard error." },
    json: { type: "boolean", help: "Print what was written as JSON." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { options, positionals, print, tell, interactive, signal } = invocation;
  const [out, ...more] = positionals;
  if (out === undefined || more.length > 0) {
    throw new UsageError(`sample needs one folder to write to, got ${JSON.stringify(positionals)}`);
  }
  const seed = numberOption(invocation, "seed", { min: 0, integer: true }) ?? 1;
  const scale = numberOption(invocation, "scale", { min: 0 }) ?? 1;
  const rollups = options["rollups"] === true;
  // A lake that is left unfinished says so and is made again, so nothing need be durable.
  const store = openLocation(out, { durable: false });
  const there = await lakeIn(store);
  const isSame = there?.seed === seed && there.scale === scale && (there.rollups ?? false) === rollups;
  if (isSame && there.version === version) {
    await print(`${out} holds this lake already (seed ${seed}, scale ${scale})\n`);
    return 0;
  }
  if (there === null && (await isOccupied(store))) {
    throw new UsageError(`${out} holds files that are no sample lake; name a new or empty folder`);
  }
  if (!isS3Location(out)) await rm(out, { recursive: true, force: true });
  // Stores delete nothing, and objects of another lake must not stay among those of this one.
  else if (there !== null && !isSame) {
    throw new UsageError(`${out} holds another sample lake (seed ${there.seed}); name another prefix`);
  }
  const writeMark = (mark: LakeMark): Promise<void> =>
    store.write(marker, new TextEncoder().encode(JSON.stringify(mark)));
  await writeMark({ version: "unfinished", seed, scale });
  const startedAt = Date.now();
  let toldAt = 0;
  const writeLake = rollups ? writeRollupLake : writeSampleLake;
  const lake = await writeLake({
    store,
    seed,
    scale,
    signal,
    onProgress: ({ objects, totalObjects, records }) => {
      if (options["quiet"] || !interactive || (Date.now() - toldAt < 100 && objects < totalObjects)) return;
      toldAt = Date.now();
      tell(
        `\r  ${objects} of ${totalObjects} objects, ${records} records${objects === totalObjects ? "\n" : ""}`,
      );
    },
  });
  const { objects, records, storedBytes } = lake;
  const truth = rollups ? "rollup-truth.json" : "truth.json";
  await writeMark({ version, seed, scale, rollups });
  const seconds = (Date.now() - startedAt) / 1000;
  await print(
    options["json"]
      ? `${JSON.stringify({ out, seed, scale, objects, records, storedBytes, seconds }, null, 2)}\n`
      : `wrote ${records} records in ${objects} objects (${(storedBytes / 2 ** 20).toFixed(0)} MiB) to ${out} ` +
          `in ${seconds.toFixed(1)} s; the true figures are in ${isS3Location(out) ? locationBelow(out, truth) : join(out, truth)}\n`,
  );
  return 0;
}

/** Says which lake a place holds. Written first with "unfinished" for the version, and anew when the lake is whole. */
const marker = "sample-lake.json";

interface LakeMark {
  readonly version: string;
  readonly seed: number;
  readonly scale: number;
  /** Whether it is a lake for roll-ups. */
  readonly rollups?: boolean;
}

/** What lake is in a store: null if none that we made. */
async function lakeIn(store: Store): Promise<LakeMark | null> {
  try {
    return JSON.parse((await readWhole(store, marker)).toString()) as LakeMark;
  } catch (error) {
    if (error instanceof StoreError ? error.failure === "missing" : error instanceof SyntaxError) return null;
    throw error;
  }
}

async function isOccupied(store: Store): Promise<boolean> {
  try {
    if ((await store.listFolders("")).length > 0) return true;
    for await (const _ of store.list("")) return true;
    return false;
  } catch (error) {
    if (error instanceof StoreError && error.failure === "missing") return false;
    throw error;
  }
}
