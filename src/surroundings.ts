import type { DatasetContext } from "./dataset/index.js";
import type { SeenData } from "./report/index.js";

/** Where a program puts surroundings that replace those of the environment, before it loads a notebook. */
export const SURROUNDINGS_KEY: unique symbol = Symbol.for("pingframe.surroundings") as never;

/** Takes note of what datasets read. */
export function noting(seen: SeenData): Required<Pick<DatasetContext, "onSource" | "onColumns">> {
  return {
    onSource: (source) => seen.noteSource(source),
    onColumns: (columns) => seen.noteColumns(columns),
  };
}
