import type { Condition } from "../catalog/index.js";

/** Conditions on the dimensions of Firefox's telemetry source, so that editors offer their names. */
interface TelemetryClauses {
  /** The day the ping was received, `YYYYMMDD` in UTC. */
  readonly submissionDate?: Condition;
  /** The kind of source, such as `telemetry`. */
  readonly sourceName?: Condition;
  /** The version of the source's format, such as `4`. */
  readonly sourceVersion?: Condition;
  /** The type of ping, such as `main`, `crash` or `new-profile`. */
  readonly docType?: Condition;
  /** The application, such as `Firefox`. */
  readonly appName?: Condition;
  /** The update channel, such as `release` or `beta`. */
  readonly appUpdateChannel?: Condition;
  /** The application's version, such as `54.0`. */
  readonly appVersion?: Condition;
  /** The application's build id; its first eight digits are the day it was built. */
  readonly appBuildId?: Condition;
}

/** Conditions by dimension, as {@link DatasetView.where} takes them. A source may have other dimensions. */
export type Clauses = TelemetryClauses & { readonly [dimension: string]: Condition };
