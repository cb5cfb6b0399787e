import { Frame } from "../frame/index.js";
import { type PropertiesRow, type PropertySelection, parseProperties } from "../ping/index.js";
import type { Pings } from "./pings.js";
import { readColumns } from "./read-columns.js";

/** Options of {@link getPingsProperties}. */
export interface PropertiesOptions {
  /**
   * For each histogram, also a column `NAME_parent` with the parent process and `NAME_children` with
   * all other processes. @defaultValue false
   */
  readonly withProcesses?: boolean;
  /**
   * Names of columns read as exact 64-bit integers (bigint), such as `meta/Timestamp`, whose
   * nanoseconds pass 2^53 and are otherwise the nearest number, exact to 256 ns. @defaultValue none
   */
  readonly exact?: readonly string[];
}

type WithProcesses<Options> = Options extends { readonly withProcesses: true } ? true : false;
type ExactNames<Options> = Options extends { readonly exact: readonly (infer Name extends string)[] }
  ? Name
  : never;

/**
 * Takes properties from pings as a typed frame, a row a ping, in reading order.
 *
 * Paths are `/`-separated strings, arrays of names (for names with a slash in them), or accessors in
 * the alias form, `{ reason: p => p.payload.reason }`, which are recorded, never run on data.
 * A property that is absent, or an empty object, is null; a ping without payload keeps its row.
 * Histograms are merged over all processes of the ping, from its own range, bucket count and type.
 *
 * @param pings - What {@link DatasetView.records} gave. Read once.
 * @param paths - A list (each path names its column) or an object from column names to paths.
 * @returns The frame; its columns are in the order of `paths`.
 * @throws {PlanError} If a path can't be read, such as `payload/histograms` without a name.
 * @throws {StoreError} If an object can't be read.
 * @throws {DecodeError} At the first damaged record, if the records were asked for with `onBadRecord: "fail"`.
 *
 * @example
 * const pings = Pings.of([{ id: "a", payload: { reason: "shutdown" } }]);
 * const frame = await getPingsProperties(pings, { reason: "payload/reason" });
 * frame.toObjects(); // [{ reason: 'shutdown' }]
 */
export async function getPingsProperties<
  Ping,
  const Paths extends PropertySelection<Ping, Paths>,
  const Options extends PropertiesOptions = PropertiesOptions,
>(
  pings: Pings<Ping>,
  paths: Paths,
  options?: Options,
): Promise<Frame<PropertiesRow<Ping, Paths, WithProcesses<Options>, ExactNames<Options>>>> {
  const { withProcesses = false, exact = [] } = options ?? ({} as PropertiesOptions);
  const specs = parseProperties(paths as never, { withProcesses });
  for (const name of exact) {
    if (!specs.some((spec) => spec.name === name)) {
      throw new RangeError(`exact names a column that is not among the paths, got ${JSON.stringify(name)}`);
    }
  }
  const { columns } = await readColumns(pings as Pings<unknown>, specs, exact);
  return new Frame(Object.fromEntries(specs.map(({ name }, index) => [name, columns[index]!]))) as never;
}
