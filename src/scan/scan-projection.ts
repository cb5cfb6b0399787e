import { createProjection, type PingDocument, type Projection, type RecordCells } from "../decode/index.js";
import { compileTrie, type PathTrie } from "../kernel/index.js";
import { histogramPaths, type PropertySpec } from "../ping/index.js";
import { histogramReader } from "./histogram-cells.js";
import type { ScanPlan } from "./types.js";

/** Where properties are among the cells that a projection finds. */
export interface CellPlaces {
  /** The slot of each property; -1 for those that are read of the ping that `readHistograms` makes. */
  readonly slots: readonly number[];
  /** Makes a ping with nothing but the histograms that are asked for; absent if none is. */
  readonly readHistograms?: (cells: RecordCells) => PingDocument;
}

/** How a plan is run without making documents: what to look for, and what is found where. */
export interface ScanProjection {
  readonly projection: Projection;
  readonly places: CellPlaces;
  /** The slots of `clientId` and of its old spelling. */
  readonly clientSlots: readonly number[];
}

/** What decides a plan's projection. */
export type ProjectedPlan = Pick<ScanPlan, "properties" | "validate">;

/** Names that the kernel can't compare, and paths longer than it walks. */
const LONGEST_PATH = 60;

/**
 * Works out a plan's projection, or gives `null` where documents must be made: a property's path is too long, or
 * has a name that JSON text can't spell for certain.
 */
export function scanProjection(plan: ProjectedPlan): ScanProjection | null {
  const paths: (readonly string[])[] = [["payload"], ["clientId"], ["clientID"]];
  const add = (path: readonly string[]): number => paths.push(path) - 1;
  const histograms = plan.properties.flatMap((spec) => histogramPaths(spec) ?? []);
  const reader = histograms.length > 0 ? histogramReader(histograms, add) : null;
  const indexes = plan.properties.map((spec) => (isHistogram(spec) ? -1 : add(spec.path)));
  if (paths.some(({ length }) => length > LONGEST_PATH)) return null;
  let trie: PathTrie;
  try {
    trie = compileTrie(paths);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const slotOf = (index: number): number => (index < 0 ? -1 : trie.slotOf[index]!);
  const payloadSlot = slotOf(0);
  const projection = createProjection({
    trie,
    payloadSlot,
    isPayloadWanted: indexes.some((index) => slotOf(index) === payloadSlot),
    validate: plan.validate ?? true,
  });
  const places = { slots: indexes.map(slotOf), ...(reader && { readHistograms: reader(trie) }) };
  return { projection, places, clientSlots: [slotOf(1), slotOf(2)] };
}

function isHistogram({ kind }: PropertySpec): boolean {
  return kind === "histogram" || kind === "keyed-histogram";
}
