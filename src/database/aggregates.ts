import { Frame } from "../frame/index.js";
import { Histogram, type HistogramKind } from "../histogram/index.js";
import {
  type FoundMetric,
  listChannels,
  listDates,
  listDays,
  type MergedDay,
  searchMetrics,
} from "./lists.js";
import { openDatabase } from "./open-database.js";
import { type AggregateGroup, type Dimension, type GroupKey, queryAggregates } from "./query-aggregates.js";
import type { Driver } from "./types.js";

/** What {@link OpenAggregates} are asked. */
export interface AggregatesQuestion {
  /** The metric, such as `GC_MS`; counts by their stored name, such as `[[COUNT]]_X`. */
  readonly metric: string;
  /** The channel, or any of several. */
  readonly channel: string | readonly string[];
  /** Whether dates are those of builds or of submissions. @defaultValue "build_id" */
  readonly by?: "build_id" | "submission_date";
  /** The version, or any of several. @defaultValue all */
  readonly version?: string | readonly string[];
  /** Dates as `yyyymmdd`. @defaultValue all */
  readonly dates?: readonly string[];
  /** The first date, `yyyymmdd`. */
  readonly from?: string;
  /** The last date, inclusive, `yyyymmdd`. */
  readonly to?: string;
  /** Values that dimensions must have: one, or any of several, and so for each dimension. */
  readonly where?: Readonly<Partial<Record<Dimension, string | readonly string[]>>>;
  /** A row for each combination of these. @defaultValue `["date"]` */
  readonly groupBy?: readonly GroupKey[];
  /** `clients` gives histograms in which each client weighs 1, where they were computed. @defaultValue "pings" */
  readonly weight?: "pings" | "clients";
}

/** A row of the answer: the keys asked for, and the histogram of all that has them. */
export type AggregatesRow = Readonly<Partial<Record<GroupKey, string | null>>> & {
  /** Names the layout of the buckets. A metric whose layout changed has a row for each. */
  readonly layout: string;
  /** Bucket counts; exact up to 2^53. With `weight: "clients"` in clients. */
  readonly histogram: Histogram;
  /** How many histograms were added: one a ping and process. */
  readonly count: number;
  /** The sum of the recorded values; the nearest number beyond 2^53. */
  readonly sum: number;
  /** Clients, each counted once a submission date; null where they were not weighed. */
  readonly clients: number | null;
};

/** Where aggregates lie. */
export interface AggregatesOptions {
  /** A `postgres://` URL, or the folder of an embedded database. @defaultValue `$DATABASE_URL`, else `aggregates` */
  readonly database?: string;
}

/** Aggregates that are open: questions, and lists of what there is. Close them when done. */
export class OpenAggregates {
  readonly #driver: Driver;

  /** @internal */
  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /**
   * Adds the histograms of a metric, a row for each combination of what is grouped by.
   *
   * @returns Rows sorted by their keys; none for dates without data.
   * @throws {DatabaseError} If the database can't be asked.
   */
  async query(question: AggregatesQuestion): Promise<Frame<AggregatesRow>> {
    const {
      metric,
      channel,
      by = "build_id",
      version,
      where = {},
      groupBy = ["date"],
      weight = "pings",
    } = question;
    const groups = await queryAggregates(this.#driver, {
      metric,
      by,
      channels: listOf(channel),
      versions: version === undefined ? undefined : listOf(version),
      dates: question.dates,
      from: question.from,
      to: question.to,
      filters: Object.fromEntries(Object.entries(where).map(([name, value]) => [name, listOf(value)])),
      groupBy,
      weight,
    });
    const scale = weight === "clients" ? 1e6 : 1;
    return Frame.fromObjects(groups.map((group) => toRow(group, scale))) as unknown as Frame<AggregatesRow>;
  }

  /** Searches metrics whose name or description holds every word. */
  metrics(
    words = "",
    options: { readonly channel?: string; readonly limit?: number } = {},
  ): Promise<FoundMetric[]> {
    return searchMetrics(this.#driver, {
      words: words.split(/\s+/).filter((word) => word !== ""),
      channels: options.channel === undefined ? null : [options.channel],
      limit: options.limit ?? 100,
    });
  }

  /** The channels there are. */
  channels(by: "build_id" | "submission_date" = "build_id"): Promise<string[]> {
    return listChannels(this.#driver, by);
  }

  /** The versions and dates of a channel, downwards. */
  dates(
    channel: string,
    by: "build_id" | "submission_date" = "build_id",
  ): Promise<{ readonly version: string; readonly date: string }[]> {
    return listDates(this.#driver, by, channel);
  }

  /** The submission dates that are merged, the latest first. */
  days(): Promise<MergedDay[]> {
    return listDays(this.#driver);
  }

  /** Lets go of the database. */
  close(): Promise<void> {
    return this.#driver.close();
  }
}

/** How aggregates are opened and asked. */
export interface AggregatesEntry {
  /**
   * Opens aggregates for several questions.
   *
   * @example
   * const aggregates = await Aggregates.open({ database: ":memory:" });
   * await aggregates.channels(); // []
   * await aggregates.close();
   */
  open(options?: AggregatesOptions): Promise<OpenAggregates>;
  /** Asks one question: opens, asks, closes. See {@link OpenAggregates.query}. */
  query(question: AggregatesQuestion & AggregatesOptions): Promise<Frame<AggregatesRow>>;
}

/** Makes the entry, with the database to take where none is named. */
export function bindAggregates(defaultDatabase: () => string): AggregatesEntry {
  const open = async ({ database = defaultDatabase() }: AggregatesOptions = {}): Promise<OpenAggregates> =>
    new OpenAggregates(await openDatabase({ database, connections: 2 }));
  return {
    open,
    async query({ database, ...question }) {
      const aggregates = await open(database === undefined ? {} : { database });
      try {
        return await aggregates.query(question);
      } finally {
        await aggregates.close();
      }
    },
  };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function toRow({ by, layout, histogram, sum, count, clients }: AggregateGroup, scale: number): AggregatesRow {
  return {
    ...by,
    layout: layout.layout,
    histogram: new Histogram({
      // What the browser calls enumerated is laid out as a linear histogram.
      kind: (layout.kind === "enumerated" ? "linear" : layout.kind) as HistogramKind,
      bounds: layout.bounds,
      counts: histogram.map((n) => Number(n) / scale),
      sum: Number(sum) / scale,
    }),
    count: Number(count) / scale,
    sum: Number(sum) / scale,
    clients,
  };
}
