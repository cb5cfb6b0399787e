import { PlanError } from "../errors.js";
import { type PropertySpec, parseProperties } from "../ping/index.js";
import type { KeepClause } from "../scan/index.js";
import type { RecordsOptions } from "./types.js";

/**
 * Reads the option `require`.
 *
 * @throws {TypeError} If it is not a list of paths.
 * @throws {PlanError} If a path can't be read, or is there twice.
 */
export function parseRequire(require: NonNullable<RecordsOptions["require"]>): PropertySpec[] {
  if (!Array.isArray(require)) {
    throw new TypeError(`require must be a list of paths, got ${JSON.stringify(require)}`);
  }
  return require.length === 0 ? [] : parseProperties(require);
}

/**
 * Reads the option `keep`.
 *
 * @throws {TypeError} If it is not an object from paths to sets or lists of texts.
 * @throws {PlanError} If a path can't be read, or leads to histograms.
 */
export function parseKeep(keep: NonNullable<RecordsOptions["keep"]>): KeepClause[] {
  if (typeof keep !== "object" || keep === null || Symbol.iterator in keep) {
    throw new TypeError("keep must be an object from paths to sets of texts, such as { clientId: clients }");
  }
  return Object.entries(keep).map(([path, texts]) => {
    const [spec] = parseProperties([path]);
    if (spec!.kind !== "id" && spec!.kind !== "value") {
      throw new PlanError(`keep compares texts, and ${JSON.stringify(path)} leads to histograms`);
    }
    return { path: spec!.path, values: textsOf(path, texts) };
  });
}

/** The texts of a set, each once. Errors never tell what is in it: it may be ids. */
function textsOf(path: string, texts: Iterable<string>): string[] {
  const isSet = typeof texts === "object" && texts !== null && Symbol.iterator in texts;
  if (!isSet) {
    throw new TypeError(
      `keep needs a set or a list of texts for ${JSON.stringify(path)}, got ${typeof texts}`,
    );
  }
  const distinct = new Set(texts);
  for (const text of distinct) {
    if (typeof text === "string") continue;
    throw new TypeError(
      `keep needs texts for ${JSON.stringify(path)}, and got ${text === null ? "null" : typeof text} among them`,
    );
  }
  return [...distinct];
}
