import type { StoredObject } from "../store/index.js";
import { checkDimension } from "./check-dimension.js";
import { explainEmptiness } from "./explain-emptiness.js";
import { mapConcurrently } from "./map-concurrently.js";
import { partitionOf, toFolderPrefix } from "./partition-of.js";
import { sanitise } from "./sanitise.js";
import type {
  Clause,
  DeadEnd,
  PartitionObject,
  PartitionWalk,
  WalkLevel,
  WalkOptions,
  WalkTarget,
} from "./types.js";
import { type FolderLevel, walkLevel } from "./walk-level.js";

/**
 * Finds the objects of a source whose partitions meet all clauses.
 *
 * The walk goes down dimension by dimension and lists nothing below a folder that a clause excludes. When no clause is
 * left below, it lists the objects under the folders kept. Several clauses on a dimension must all be met. Objects
 * that lie above the last dimension belong to no partition: they are told as strays.
 *
 * @param target - A source, or a store with a prefix and dimensions.
 * @param clauses - From {@link parseCondition}, in any order.
 * @throws {PlanError} If a clause is on a dimension that the source lacks, or a predicate fails.
 * @throws {StoreError} If a listing fails.
 *
 * @example
 * const store = openMemoryStore({ "20170614/main/a": "{}", "20170614/crash/b": "{}" });
 * const target = { store, prefix: "", dimensions: ["submissionDate", "docType"] };
 * const walk = await walkPartitions(target, [parseCondition("docType", "main")]);
 * walk.objects.map((object) => object.key); // ["20170614/main/a"]
 */
export async function walkPartitions(
  target: WalkTarget,
  clauses: readonly Clause[],
  options: WalkOptions = {},
): Promise<PartitionWalk> {
  const { store, dimensions } = target;
  for (const { dimension } of clauses) checkDimension(dimension, dimensions);
  const prefix = toFolderPrefix(target.prefix);
  const depth = Math.max(...clauses.map(({ dimension }) => dimensions.indexOf(dimension) + 1), 0);

  let folders: readonly string[] = [prefix];
  let listings = 0;
  const walked: FolderLevel[] = [];
  let emptyBecause: DeadEnd | null = null;
  for (const dimension of dimensions.slice(0, depth)) {
    const own = clauses.filter((clause) => clause.dimension === dimension);
    listings += folders.length;
    const level = await walkLevel(store, folders, own, options);
    options.onEvent?.({ kind: "level", dimension, kept: level.kept.length, dropped: level.droppedFolders });
    if (level.kept.length === 0 && folders.length > 0 && own.length > 0 && level.droppedFolders > 0) {
      emptyBecause = explainEmptiness(dimension, own, level.droppedValues);
    }
    walked.push(level);
    folders = level.kept;
  }

  listings += folders.length;
  const { objects, strays } = await listObjects(target, folders, options);
  const bytes = objects.reduce((sum, object) => sum + object.byteLength, 0);
  if (objects.length === 0)
    emptyBecause ??= toNothingStored(target, clauses.length > 0 && folders.length > 0);
  const levels = dimensions.map((dimension, index) => toLevel(dimension, clauses, walked[index], objects));
  return {
    store: store.name,
    prefix,
    objects,
    levels,
    strays,
    listings,
    bytes,
    emptyBecause,
    warnings: toWarnings(emptyBecause, levels, strays),
  };
}

async function listObjects(
  { store, prefix, dimensions }: WalkTarget,
  folders: readonly string[],
  { signal, concurrency = 16, onEvent }: WalkOptions,
): Promise<{ objects: PartitionObject[]; strays: StoredObject[] }> {
  let found = 0;
  let bytes = 0;
  const lists = await mapConcurrently(folders, concurrency, async (folder) => {
    const list: StoredObject[] = [];
    for await (const object of store.list(folder, signal === undefined ? {} : { signal })) {
      list.push(object);
      found++;
      bytes += object.byteLength;
    }
    onEvent?.({ kind: "objects", objects: found, bytes });
    return list;
  });
  const objects: PartitionObject[] = [];
  const strays: StoredObject[] = [];
  // Folders are sorted and end with "/", so their lists follow each other in the order of keys.
  for (const object of lists.flat()) {
    const partition = partitionOf(object.key, prefix, dimensions);
    if (partition === null) strays.push(object);
    else objects.push({ ...object, partition });
  }
  return { objects, strays };
}

function toLevel(
  dimension: string,
  clauses: readonly Clause[],
  walked: FolderLevel | undefined,
  objects: readonly PartitionObject[],
): WalkLevel {
  const own = clauses.filter((clause) => clause.dimension === dimension);
  const tally = new Map<string, { value: string; objects: number; bytes: number }>();
  for (const value of walked?.keptValues ?? []) tally.set(value, { value, objects: 0, bytes: 0 });
  for (const { partition, byteLength } of objects) {
    const value = partition[dimension]!;
    const sum = tally.get(value) ?? { value, objects: 0, bytes: 0 };
    sum.objects++;
    sum.bytes += byteLength;
    tally.set(value, sum);
  }
  const dropped = walked?.droppedValues ?? [];
  const here = new Set([...tally.keys(), ...dropped].map(sanitise));
  const absent = own.flatMap((clause) =>
    // A value that another clause excludes anyway is not missed, nor is any where nothing lies.
    (here.size === 0 ? [] : (clause.exact ?? [])).filter(
      (value) => !here.has(value) && own.every((other) => other.test(value)),
    ),
  );
  return {
    dimension,
    clauses: own.map((clause) => clause.text),
    kept: [...tally.values()].sort((a, b) => (a.value < b.value ? -1 : 1)),
    dropped,
    absent: [...new Set(absent)].sort(),
  };
}

function toNothingStored({ store, prefix }: WalkTarget, hasFolders: boolean): DeadEnd {
  const where = prefix === "" ? store.name : `${prefix} in ${store.name}`;
  const message = hasFolders
    ? `the folders kept below ${where} hold no object`
    : `nothing is stored below ${where}`;
  return { dimension: null, clauses: [], values: [], message };
}

function toWarnings(
  emptyBecause: DeadEnd | null,
  levels: readonly WalkLevel[],
  strays: readonly StoredObject[],
): string[] {
  const warnings = emptyBecause === null ? [] : [emptyBecause.message];
  for (const { dimension, absent } of levels) {
    if (absent.length === 0 || emptyBecause?.dimension === dimension) continue;
    warnings.push(`no folder for ${dimension} = ${shorten(absent)}`);
  }
  if (strays.length > 0) {
    const keys = strays.map(({ key }) => key);
    warnings.push(`not read, since they lie above the last dimension: ${shorten(keys)}`);
  }
  return warnings;
}

function shorten(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}
