import { DatabaseError } from "../errors.js";
import { groupStatement } from "./group-statement.js";
import { type LayoutRow, type StoredLayout, toLayout } from "./layouts-of.js";
import type { Session } from "./types.js";

/** What aggregates can be told apart by, besides the metric; by the original's names. */
export const DIMENSIONS = [
  "label",
  "application",
  "architecture",
  "os",
  "osVersion",
  "e10sEnabled",
  "child",
] as const;

/** One of {@link DIMENSIONS}. */
export type Dimension = (typeof DIMENSIONS)[number];

/** What histograms can be grouped by. */
export type GroupKey = "date" | "channel" | "version" | Dimension;

/** A question about one metric. */
export interface AggregatesQuery {
  /** What the date is: of the build, or of the submission. */
  readonly by: "build_id" | "submission_date";
  readonly metric: string;
  /** Any of these channels. */
  readonly channels: readonly string[];
  /** Any of these versions; without it all. */
  readonly versions?: readonly string[] | undefined;
  /** These dates, `yyyymmdd`; without it all. */
  readonly dates?: readonly string[] | undefined;
  /** The first date. */
  readonly from?: string | undefined;
  /** The last date, inclusive. */
  readonly to?: string | undefined;
  /** Values that dimensions must have: any of those listed for one, and so for each. */
  readonly filters?: Readonly<Partial<Record<Dimension, readonly string[]>>> | undefined;
  /** A histogram for each combination of these; without it one for all. */
  readonly groupBy?: readonly GroupKey[] | undefined;
  /**
   * `pings` adds what was counted; `clients` adds the weights of clients, each weighing 1,000,000 for a metric and
   * submission date, where they were computed. @defaultValue "pings"
   */
  readonly weight?: "pings" | "clients" | undefined;
  /** With more groups than this the question is refused. @defaultValue 100_000 */
  readonly maxGroups?: number | undefined;
}

/** One histogram of an answer, added exactly. */
export interface AggregateGroup {
  /** The value of each key asked for; null where aggregates lack the dimension. */
  readonly by: Readonly<Partial<Record<GroupKey, string | null>>>;
  readonly layout: StoredLayout;
  /** One count per bucket; with `weight: "clients"` in millionths of a client. */
  readonly histogram: readonly bigint[];
  /** The sum of the values. */
  readonly sum: bigint;
  /** How many histograms were added by pings: one a ping and process. With `weight: "clients"`, the sum of the weights. */
  readonly count: bigint;
  /** Clients, each counted once a submission date; null where clients were not weighed. */
  readonly clients: number | null;
}

/**
 * Adds the histograms of a metric over everything that is not asked to be apart.
 *
 * Groups come sorted by their keys. Histograms of different layouts are groups of their own. Dates without
 * data have no group.
 *
 * @throws {DatabaseError} If there are more groups than `maxGroups`; code `too-many-groups`.
 */
export async function queryAggregates(session: Session, query: AggregatesQuery): Promise<AggregateGroup[]> {
  const { maxGroups = 100_000, groupBy = [] } = query;
  const { layouts, dates } = await layoutsAndDatesOf(session, query);
  if (layouts.length === 0 || dates.length === 0) return [];
  const lengths = new Set(layouts.map(({ bounds }) => bounds.length + 2));
  const groups: AggregateGroup[] = [];
  for (const length of lengths) {
    const alike = layouts.filter(({ bounds }) => bounds.length + 2 === length);
    const { sql, values } = groupStatement(query, {
      dates,
      length,
      layouts: alike.map(({ id }) => id),
      maxGroups,
    });
    for (const row of await session.query(sql, values)) {
      const histogram = row["histogram"] as bigint[];
      const clients = row["clients"] as bigint | null;
      groups.push({
        by: Object.fromEntries(groupBy.map((key, i) => [key, row[`g${i}`] as string | null])),
        layout: alike.find(({ id }) => id === row["layout"])!,
        histogram: histogram.slice(0, -2),
        sum: histogram.at(-2)!,
        count: histogram.at(-1)!,
        clients: clients === null ? null : Number(clients / 1000n) / 1000,
      });
    }
  }
  if (groups.length > maxGroups) {
    throw new DatabaseError(`more than ${maxGroups} histograms; group by less, or filter more`, {
      code: "too-many-groups",
    });
  }
  return groups.sort((a, b) => compareGroups(a, b, groupBy));
}

/** The metric's layouts, and the dates there are partitions for, so that others cost nothing; both in one go. */
async function layoutsAndDatesOf(
  session: Session,
  { metric, by, channels, versions, dates, from = "00000000", to = "99999999" }: AggregatesQuery,
): Promise<{ readonly layouts: StoredLayout[]; readonly dates: string[] }> {
  const rows = await session.query<LayoutRow & { dates: string[] }>(
    `SELECT id, layout, kind, bounds, labels, ARRAY(
       SELECT DISTINCT date FROM pingframe.partitions
       WHERE kind = $2 AND channel = ANY($3::text[]) AND ($4::text[] IS NULL OR version = ANY($4::text[]))
         AND ($5::text[] IS NULL OR date = ANY($5::text[])) AND date >= $6 AND date <= $7
       ORDER BY date
     ) AS dates
     FROM pingframe.layouts WHERE metric = $1 ORDER BY id`,
    [metric, by, channels, versions ?? null, dates ?? null, from, to],
  );
  return { layouts: rows.map(toLayout), dates: rows[0]?.dates ?? [] };
}

function compareGroups(a: AggregateGroup, b: AggregateGroup, groupBy: readonly GroupKey[]): number {
  for (const key of groupBy) {
    const order = compareTexts(a.by[key] ?? null, b.by[key] ?? null);
    if (order !== 0) return order;
  }
  return a.layout.id - b.layout.id;
}

/** By code points, which is how UTF-8 sorts; null comes last. */
function compareTexts(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  if (i === a.length || i === b.length) return a.length - b.length;
  // Halves of surrogate pairs stand for what comes after all other characters.
  const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
  return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}
