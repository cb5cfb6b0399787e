import type { AggregateRow, MetricLayout } from "../rollup/index.js";

/** A value that a statement takes as a parameter; nothing else ever gets into one. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array | readonly (string | number)[];

/** A row as a driver gives it: `int8` and whole `numeric` are bigints, their arrays lists of bigints. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** One connection, or whatever a driver runs statements on. */
export interface Session {
  /** Runs one statement with parameters `$1`, `$2`, …. */
  query<Row extends object = SqlRow>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs several statements without parameters. */
  run(sql: string): Promise<void>;
  /** Runs `COPY … FROM STDIN` in binary format; `target` names the table and its columns. */
  copyIn(target: string, bytes: Uint8Array): Promise<void>;
}

/** A database: PostgreSQL by URL, or PGlite in a folder. Both take the same statements. */
export interface Driver extends Session {
  readonly kind: "postgres" | "pglite";
  /** Runs `work` on one connection, in a transaction that is rolled back when `work` throws. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Lets go of the connections, or of the folder. */
  close(): Promise<void>;
}

/** One aggregate to merge, as roll-ups give it. */
export type MergeRow = AggregateRow;

/** How the buckets of a metric lie. Two layouts of one metric are kept apart, and never added by position. */
export type Layout = MetricLayout;

/** A stored object that a day was aggregated from. */
export interface SourceObject {
  readonly key: string;
  /** Text that changes when the object's bytes do, as far as whoever made it can tell. Only compared. */
  readonly fingerprint: string;
}

/** Which day, of which source, aggregated how, from what. */
export interface DayIdentity {
  /** The submission date, `yyyymmdd`. */
  readonly submissionDate: string;
  /** What tells this source from others that give the same days, such as `telemetry`. */
  readonly source: string;
  /** Everything else that decides the result: the profile and its options. */
  readonly recipe: string;
  readonly objects: readonly SourceObject[];
}
