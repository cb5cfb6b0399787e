import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { version } from "../../index.js";
import { openFolderStore } from "../../store/index.js";
import { writeSampleLake } from "../../synthetic/index.js";
import { type Command, type Invocation, numberOption, UsageError } from "../command.js";

/** `pingframe sample`: a lake of pings with a known truth. */
export const sampleCommand: Command = {
  name: "sample",
  summary: "write a lake of synthetic pings whose true figures are known",
  positionals: "OUT",
  description: [
    "Writes a deterministic lake of Heka objects to the folder OUT, with sources.json and, beside it, truth.json:",
    "every figure that the report should find. With the default seed and scale these are the figures of the",
    "published report; other seeds and scales give other, equally valid truths.",
  ].join("\n"),
  options: {
    seed: { type: "string", value: "N", help: "Chooses the lake. Default: 1." },
    scale: { type: "string", value: "X", help: "Multiplies the number of clients. Default: 1." },
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
  const there = await lakeIn(out);
  if (there !== null && there.seed === seed && there.scale === scale && there.version === version) {
    await print(`${out} holds this lake already (seed ${seed}, scale ${scale})\n`);
    return 0;
  }
  if (there === null && (await isOccupied(out))) {
    throw new UsageError(`${out} holds files that are no sample lake; name a new or empty folder`);
  }
  await rm(out, { recursive: true, force: true });

  // A lake that a crash leaves unfinished has no mark and is made again, so nothing need be durable.
  const store = openFolderStore(out, { durable: false });
  const startedAt = Date.now();
  let toldAt = 0;
  const lake = await writeSampleLake({
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
  await store.write(marker, new TextEncoder().encode(JSON.stringify({ version, seed, scale })));
  const seconds = (Date.now() - startedAt) / 1000;
  await print(
    options["json"]
      ? `${JSON.stringify({ out, seed, scale, objects, records, storedBytes, seconds }, null, 2)}\n`
      : `wrote ${records} records in ${objects} objects (${(storedBytes / 2 ** 20).toFixed(0)} MiB) to ${out} ` +
          `in ${seconds.toFixed(1)} s; the true figures are in ${join(out, "truth.json")}\n`,
  );
  return 0;
}

/** Written last: a folder with it holds a whole lake, and says which. */
const marker = "sample-lake.json";

interface LakeMark {
  readonly version: string;
  readonly seed: number;
  readonly scale: number;
}

/** What lake is in a folder: null if none that we made, and a mark with NaN if one that was not finished. */
async function lakeIn(folder: string): Promise<LakeMark | null> {
  try {
    return JSON.parse(await readFile(join(folder, marker), "utf8")) as LakeMark;
  } catch {
    const isUnfinished = await readFile(join(folder, "sources.json"), "utf8").then(
      (text) => text.includes('"synthetic"'),
      () => false,
    );
    return isUnfinished ? { version: "", seed: Number.NaN, scale: Number.NaN } : null;
  }
}

async function isOccupied(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
