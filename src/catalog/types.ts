import type { Store, StoredObject } from "../store/index.js";
import type { Between } from "./between.js";

/**
 * What a dimension's value must be: a value, one of several, a pattern, a predicate or a range.
 *
 * Values are compared sanitised, so that `new-profile` and `new_profile` are the same; patterns and predicates get the
 * value as it is stored, which is sanitised.
 */
export type Condition =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[]
  | RegExp
  | ((value: string) => boolean)
  | Between;

/** A condition on a dimension, checked and ready to be asked. Made by {@link parseCondition}. */
export interface Clause {
  readonly dimension: string;
  /** Whether a stored value meets the condition. */
  readonly test: (value: string) => boolean;
  /** The condition for people: `= new_profile`, `in [20170614, 20170620)`. */
  readonly text: string;
  /** All values that can meet the condition, sanitised and sorted, where they are known. */
  readonly exact?: readonly string[];
}

/** What a walk needs to know of a source. */
export interface WalkTarget {
  readonly store: Store;
  /** Where the first dimension's folders lie; with or without a `/` at its end. Empty for the whole store. */
  readonly prefix: string;
  /** The dimensions' names, in the order of the folders. */
  readonly dimensions: readonly string[];
}

/** One dimension as a source's schema describes it. */
export interface DimensionDetail {
  readonly name: string;
  /** The values that the schema allows: any, a list, or a range of text with both ends included. */
  readonly allowedValues: "*" | readonly string[] | { readonly min?: string; readonly max?: string };
}

/** A source as `sources.json` lists it. */
export interface SourceEntry {
  readonly name: string;
  /** The store that holds the data: a folder, relative to the sources' folder or absolute, or `s3://bucket/prefix`. */
  readonly bucket: string;
  /** Where the first dimension's folders lie in the bucket. */
  readonly prefix: string;
  /** The folder of the sources' folder that holds `schema.json`. */
  readonly metadataPrefix: string;
  readonly description?: string;
  /** Whether the data was made, not received. */
  readonly synthetic: boolean;
  /** Values that reports start from, by name. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** A source that can be read: its entry, its dimensions, and the open store. */
export interface Source extends SourceEntry, WalkTarget {
  readonly dimensionDetails: readonly DimensionDetail[];
}

/** An object with the values of the dimensions that its key lies in. */
export interface PartitionObject extends StoredObject {
  readonly partition: Readonly<Record<string, string>>;
}

/** What a walk did on one dimension. */
export interface WalkLevel {
  readonly dimension: string;
  /** The clauses on it, printable. */
  readonly clauses: readonly string[];
  /** The values kept, sorted, with the objects found below each and their stored bytes. */
  readonly kept: readonly { readonly value: string; readonly objects: number; readonly bytes: number }[];
  /** The values that were there and excluded, sorted; nothing below them was listed. */
  readonly dropped: readonly string[];
  /** Values asked for by name that were nowhere on this level, in stored spelling. */
  readonly absent: readonly string[];
}

/** Why a walk found nothing. */
export interface DeadEnd {
  /** The dimension whose conditions kept nothing; `null` when nothing was stored there at all. */
  readonly dimension: string | null;
  /** The conditions, printable. */
  readonly clauses: readonly string[];
  /** The values that were there, the nearest to what was asked first; at most eight. */
  readonly values: readonly string[];
  /** One sentence for a warning: `docType = newprofile matched none of: crash, main, new_profile`. */
  readonly message: string;
}

/** What a walk found, and what it cost. */
export interface PartitionWalk {
  /** The store's name. */
  readonly store: string;
  readonly prefix: string;
  /** The objects of the partitions kept, sorted by key. */
  readonly objects: readonly PartitionObject[];
  /** One entry a dimension, in the order of the folders. */
  readonly levels: readonly WalkLevel[];
  /**
   * Objects that lie above the last dimension, in no partition. They are not among `objects`. A walk meets them only
   * below the last dimension that has a clause.
   */
  readonly strays: readonly StoredObject[];
  /** Calls of the store's listings. */
  readonly listings: number;
  /** Stored bytes of `objects`. */
  readonly bytes: number;
  /** Why there are no objects, or `null` when there are some. */
  readonly emptyBecause: DeadEnd | null;
  /** Sentences that a user should see: why nothing was found, which values asked for are absent, strays. */
  readonly warnings: readonly string[];
}

/** What a walk tells while it runs. */
export type WalkEvent =
  | {
      readonly kind: "level";
      readonly dimension: string;
      /** Folders kept and dropped on the level, over all branches. */
      readonly kept: number;
      readonly dropped: number;
    }
  | {
      readonly kind: "objects";
      /** Objects found so far, and their stored bytes. */
      readonly objects: number;
      readonly bytes: number;
    };

/** Options of {@link walkPartitions}. */
export interface WalkOptions {
  /** Stops the walk; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How many listings run at once, from 1. @defaultValue 16 */
  readonly concurrency?: number;
  /** Told of progress. @defaultValue nobody is told */
  readonly onEvent?: (event: WalkEvent) => void;
}
