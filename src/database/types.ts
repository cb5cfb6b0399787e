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
  /** Runs `COPY … FROM STDIN` in text format; `sql` names the table and its columns. */
  copyIn(target: string, text: string): Promise<void>;
}

/** A database: PostgreSQL by URL, or PGlite in a folder. Both take the same statements. */
export interface Driver extends Session {
  readonly kind: "postgres" | "pglite";
  /** Runs `work` on one connection, in a transaction that is rolled back when `work` throws. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Lets go of the connections, or of the folder. */
  close(): Promise<void>;
}

/** How the buckets of a metric lie. Two layouts of one metric are kept apart, and never added by position. */
export interface Layout {
  readonly id: string;
  readonly kind: "exponential" | "linear" | "enumerated" | "boolean" | "flag" | "count" | "categorical";
  readonly bounds: readonly number[];
  readonly labels: readonly string[] | null;
}

/** One aggregate to merge: a histogram with all that it was counted by. */
export interface MergeRow {
  readonly kind: "build_id" | "submission_date";
  readonly channel: string;
  readonly version: string;
  readonly date: string;
  readonly submissionDate: string;
  readonly dimensions: Readonly<Record<string, string | boolean>>;
  readonly layout: Layout;
  readonly histogram: BigInt64Array;
  readonly clientHistogram: BigInt64Array | null;
}

/** A stored object that a day was aggregated from. */
export interface SourceObject {
  readonly key: string;
  /** Changes when the object's bytes do: its size and etag, or a digest. */
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
