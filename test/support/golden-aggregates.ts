import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Definitions as DefinitionsClass } from "../../src/rollup/index.js";
import { Definitions, head, type RollupProfile } from "../../src/rollup/index.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const folder = join(root, "../shared/golden");

/** Why tests against the recorded runs of the original can't run, or false where they can; in CI they must. */
export const goldenIsMissing: string | false = existsSync(folder)
  ? false
  : `THE RECORDED RUNS OF THE ORIGINAL AGGREGATOR ARE MISSING: ${folder}`;
if (goldenIsMissing !== false && process.env["CI"] === "true") throw new Error(goldenIsMissing);

/** Reads a recorded file of JSON lines. */
export function readGolden<T>(name: string): T[] {
  const text = gunzipSync(readFileSync(join(folder, `upstream-dataset.${name}.ndjson.gz`))).toString();
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

/** The definitions that the recorded runs used. */
export function goldenDefinitions(): DefinitionsClass {
  return Definitions.parse(goldenTexts());
}

export function goldenTexts(): { histograms: string; scalars: string } {
  return {
    histograms: gunzipSync(readFileSync(join(folder, "Histograms.used.json.gz"))).toString(),
    scalars: readFileSync(join(folder, "Scalars.used.yaml"), "utf8"),
  };
}

/** The recorded runs took all applications. */
export const goldenProfile: RollupProfile = { ...head, name: "golden", excludedApplications: [] };
