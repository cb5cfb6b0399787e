import { mapConcurrently } from "./map-concurrently.js";
import type { Clause, WalkOptions, WalkTarget } from "./types.js";

/** The folders of one dimension, over all branches of a walk. */
export interface FolderLevel {
  /** The folders kept, as full prefixes, sorted. */
  readonly kept: readonly string[];
  /** The distinct values kept and dropped, sorted. */
  readonly keptValues: readonly string[];
  readonly droppedValues: readonly string[];
  /** How many folders were dropped, over all branches. */
  readonly droppedFolders: number;
}

/**
 * Lists the folders one dimension further down and keeps those that meet every clause.
 * Each distinct value is asked for once.
 *
 * @param parents - The folders kept so far, sorted.
 * @param clauses - The clauses on this dimension.
 */
export async function walkLevel(
  store: WalkTarget["store"],
  parents: readonly string[],
  clauses: readonly Clause[],
  { signal, concurrency = 16 }: WalkOptions,
): Promise<FolderLevel> {
  const answers = new Map<string, boolean>();
  const isKept = (value: string): boolean => {
    let answer = answers.get(value);
    if (answer === undefined) {
      answer = clauses.every((clause) => clause.test(value));
      answers.set(value, answer);
    }
    return answer;
  };
  const kept: string[] = [];
  let droppedFolders = 0;
  const options = signal === undefined ? {} : { signal };
  const children = await mapConcurrently(parents, concurrency, async (parent) => {
    const folders = await store.listFolders(parent, options);
    return folders.map((folder) => ({ folder, value: folder.slice(parent.length, -1) }));
  });
  for (const { folder, value } of children.flat()) {
    if (isKept(value)) kept.push(folder);
    else droppedFolders++;
  }
  const values = [...answers.keys()].sort();
  return {
    kept,
    keptValues: values.filter((value) => answers.get(value)),
    droppedValues: values.filter((value) => !answers.get(value)),
    droppedFolders,
  };
}
