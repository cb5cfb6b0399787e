import { createProjection, type PingDocument, type Projection, type RecordCells } from "../decode/index.js";
import { compileTrie, type PathTrie } from "../kernel/index.js";
import { histogramPaths, type PropertySpec } from "../ping/index.js";
import { histogramReader } from "./histogram-cells.js";
import { cellColumns } from "./property-columns.js";
import { conditionProperties } from "./record-filter.js";
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
  /** Where the plan's properties are. */
  readonly places: CellPlaces;
  /** Where the properties are that its conditions look at. */
  readonly conditions: CellPlaces;
  /** The slots of `clientId` and of its old spelling. */
  readonly clientSlots: readonly number[];
}

/** What decides a plan's projection. */
export type ProjectedPlan = Pick<ScanPlan, "properties" | "exact" | "validate" | "require" | "keep">;

/** The kernel walks no longer paths. */
const LONGEST_PATH = 1000;
/** Projections kept for the next scan: their memory costs more to make than to keep. */
const MOST_IDLE = 4;
const LARGEST_IDLE_BYTES = 64 * 2 ** 20;
const idle: { key: string; projection: ScanProjection }[] = [];
const keys = new WeakMap<ScanProjection, string>();

/**
 * Works out a plan's projection, or gives `null` where documents must be made: a property's path is too long, or
 * has a name that JSON text can't spell for certain. Give it back after the scan.
 */
export function takeProjection(plan: ProjectedPlan): ScanProjection | null {
  const { properties, exact, validate = true } = plan;
  const conditions = conditionProperties(plan);
  const key = JSON.stringify([properties, exact, conditions, validate]);
  const at = idle.findIndex((one) => one.key === key);
  const projection =
    at < 0 ? project(properties, exact, conditions, validate) : idle.splice(at, 1)[0]!.projection;
  if (projection !== null) keys.set(projection, key);
  return projection;
}

/** Makes a projection free for the next scan of the same properties. */
export function giveBackProjection(projection: ScanProjection | null): void {
  if (projection === null || projection.projection.projector.bytes.length > LARGEST_IDLE_BYTES) return;
  if (idle.length === MOST_IDLE) idle.shift();
  idle.push({ key: keys.get(projection)!, projection });
}

function project(
  properties: readonly PropertySpec[],
  exact: readonly string[],
  conditions: readonly PropertySpec[],
  validate: boolean,
): ScanProjection | null {
  const paths: (readonly string[])[] = [["payload"], ["clientId"], ["clientID"]];
  const add = (path: readonly string[]): number => paths.push(path) - 1;
  // Each side has a reader of its own, so that conditions without histograms read none.
  const ofProperties = histogramsAmong(properties, add);
  const ofConditions = histogramsAmong(conditions, add);
  const indexes = [...properties, ...conditions].map((spec) => (isHistogram(spec) ? -1 : add(spec.path)));
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
  const isPayloadWanted = indexes.some((index) => slotOf(index) === payloadSlot);
  const slots = indexes.map(slotOf);
  const columns = cellColumns(properties, exact, slots);
  return {
    projection: createProjection({ trie, payloadSlot, isPayloadWanted, validate, columns }),
    places: { slots: slots.slice(0, properties.length), ...ofProperties?.(trie) },
    conditions: { slots: slots.slice(properties.length), ...ofConditions?.(trie) },
    clientSlots: [slotOf(1), slotOf(2)],
  };
}

/** Plans to read the histograms among properties; `null` if there are none. */
function histogramsAmong(
  specs: readonly PropertySpec[],
  add: (path: readonly string[]) => number,
): ((trie: PathTrie) => Pick<CellPlaces, "readHistograms">) | null {
  const histograms = specs.flatMap((spec) => histogramPaths(spec) ?? []);
  if (histograms.length === 0) return null;
  const reader = histogramReader(histograms, add);
  return (trie) => ({ readHistograms: reader(trie) });
}

function isHistogram({ kind }: PropertySpec): boolean {
  return kind === "histogram" || kind === "keyed-histogram";
}
