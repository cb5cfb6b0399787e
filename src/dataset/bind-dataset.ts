import { openSources, type Sources } from "../catalog/index.js";
import { PlanError } from "../errors.js";
import type { UntypedPing } from "../ping/index.js";
import type { Store } from "../store/index.js";
import { DatasetView } from "./dataset-view.js";
import type { DatasetContext, DatasetOptions, DatasetSource } from "./types.js";

/** What a list of sources shows of each. */
export interface SourceSummary {
  readonly name: string;
  readonly description: string;
  /** Whether the pings were generated, not sent by anyone. */
  readonly synthetic: boolean;
}

/** The ways to open a dataset. */
export interface DatasetEntry {
  /**
   * Opens a source by the name it has in `sources.json`. Synchronous and lazy: a missing source is
   * found when the dataset is first read.
   *
   * @example
   * const pings = Dataset.fromSource("telemetry").where({ docType: "new-profile" }).records();
   */
  fromSource(name: string, options?: DatasetOptions): DatasetView<UntypedPing>;
  /**
   * Opens pings in a store without `sources.json`.
   *
   * @param store - Where the objects are.
   * @param dimensions - The names of the folder levels below the prefix, outermost first.
   * @param options - As for {@link DatasetEntry.fromSource}; `prefix` is the folder above the first dimension.
   */
  fromStore(
    store: Store,
    dimensions: readonly string[],
    options?: DatasetOptions & { readonly prefix?: string },
  ): DatasetView<UntypedPing>;
  /**
   * Lists the sources there are, by name.
   * @throws {PlanError} If no `sources.json` is found.
   */
  sources(options?: DatasetOptions): Promise<SourceSummary[]>;
}

/**
 * Makes the entry to datasets, with what the surroundings provide.
 *
 * @param surroundings - Asked at each call for the defaults of what options leave open.
 */
export function bindDataset(surroundings: () => DatasetContext): DatasetEntry {
  const contextOf = (options: DatasetOptions): DatasetContext => {
    const defaults = surroundings();
    return {
      signal: defaults.signal,
      // A caller who takes the events, or wants none, gets them from no one else.
      beginScan: options.onEvent === undefined ? defaults.beginScan : withoutEvents(defaults.beginScan),
      onColumns: defaults.onColumns,
      onSource: defaults.onSource,
      sourcesFolder: options.sources ?? defaults.sourcesFolder,
      engine: options.engine ?? defaults.engine,
      onEvent: options.onEvent === undefined ? defaults.onEvent : (options.onEvent ?? undefined),
    };
  };
  return {
    fromSource: (name, options = {}) => {
      const context = contextOf(options);
      return new DatasetView(
        name,
        once(async () => sourcesOf(context).open(name)),
        context,
      );
    },
    fromStore: (store, dimensions, options = {}) => {
      const source: DatasetSource = {
        name: store.name,
        store,
        prefix: options.prefix ?? "",
        dimensions,
        synthetic: false,
      };
      return new DatasetView(store.name, async () => source, contextOf(options));
    },
    sources: async (options = {}) => {
      const sources = await sourcesOf(contextOf(options)).list();
      return sources.map(({ name, description = "", synthetic }) => ({ name, description, synthetic }));
    },
  };
}

function sourcesOf({ sourcesFolder }: DatasetContext): Sources {
  if (sourcesFolder === undefined) {
    throw new PlanError(
      "no folder of sources is known; set PINGFRAME_SOURCES or the option sources to a folder with sources.json, " +
        "such as one made with pingframe sample OUT",
    );
  }
  return openSources(sourcesFolder);
}

function withoutEvents(begin: DatasetContext["beginScan"]): DatasetContext["beginScan"] {
  if (begin === undefined) return undefined;
  return () => {
    const { onEvent: _, ...company } = begin();
    return company;
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
