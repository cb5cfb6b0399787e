import { type CellColumn, createProjector, type PathTrie, type Projector } from "../kernel/index.js";

/** What is looked for in records instead of making documents of them. Serves one object at a time. */
export interface Projection {
  readonly trie: PathTrie;
  readonly projector: Projector;
  /** The slot of `payload`, which tells whether a ping has one. */
  readonly payloadSlot: number;
  /** Whether the value at `payloadSlot` itself is wanted, not only whether it is there. */
  readonly isPayloadWanted: boolean;
  /** Whether values that nobody wants are checked to be JSON. */
  readonly isChecked: boolean;
  /** The slots whose values may be left for the sink to check: see `RecordCells`. */
  readonly deferred: readonly number[];
}

/** Options of {@link createProjection}. */
export interface ProjectionOptions {
  readonly trie: PathTrie;
  readonly payloadSlot: number;
  readonly isPayloadWanted: boolean;
  /** Whether values that nobody wants are checked to be JSON. @defaultValue true */
  readonly validate?: boolean;
  /** Slots whose values the sink checks while it reads them. @defaultValue none */
  readonly deferred?: readonly number[];
  /** The columns that the projector takes values into. @defaultValue none */
  readonly columns?: readonly CellColumn[];
}

/** Makes a projection, with a projector of its own. */
export function createProjection({
  validate = true,
  deferred = [],
  columns = [],
  ...options
}: ProjectionOptions): Projection {
  const projector = createProjector(options.trie, { validate, deferred, columns });
  return { ...options, projector, isChecked: validate, deferred };
}
