import type { Session } from "./types.js";

type Kind = "build_id" | "submission_date";
type Reads = Pick<Session, "query">;

/** How often the database has changed; the same number, the same answers. */
export async function revisionOf(session: Reads): Promise<bigint> {
  const [row] = await session.query<{ revision: bigint }>("SELECT revision FROM pingframe.state");
  return row!.revision;
}

/** The channels that have aggregates of a kind, by name. */
export async function listChannels(session: Reads, kind: Kind): Promise<string[]> {
  const rows = await session.query<{ channel: string }>(
    'SELECT DISTINCT channel COLLATE "C" AS channel FROM pingframe.partitions WHERE kind = $1 ORDER BY 1',
    [kind],
  );
  return rows.map(({ channel }) => channel);
}

/** The versions and dates of a channel, in the original's order: by the name that its table would have, downwards. */
export function listDates(
  session: Reads,
  kind: Kind,
  channel: string,
): Promise<{ version: string; date: string }[]> {
  return session.query(
    `SELECT version, date FROM pingframe.partitions WHERE kind = $1 AND channel = $2
     ORDER BY concat(version, '_', date) COLLATE "C" DESC`,
    [kind, channel],
  );
}

/** The values that dimensions have in a version, by dimension and sorted; `osVersion` holds `os,osVersion`. */
export async function listOptions(
  session: Reads,
  channel: string,
  version: string,
): Promise<Map<string, string[]>> {
  const rows = await session.query<{ dimension: string; value: string }>(
    `SELECT DISTINCT dimension, value COLLATE "C" AS value FROM pingframe.filter_options
     WHERE channel = $1 AND version = $2 ORDER BY 1, 2`,
    [channel, version],
  );
  const options = new Map<string, string[]>();
  for (const { dimension, value } of rows) {
    const values = options.get(dimension);
    if (values === undefined) options.set(dimension, [value]);
    else values.push(value);
  }
  return options;
}

/** A metric that there are aggregates of. */
export interface FoundMetric {
  readonly metric: string;
  readonly kinds: readonly string[];
  readonly description: string;
}

/**
 * Searches metrics whose name or description holds every word, in any case; names that begin with the text come first.
 * @param words - None finds all.
 * @param channels - Only metrics that any of these has; null takes all.
 * @param limit - How many at most; null takes all.
 */
export async function searchMetrics(
  session: Reads,
  {
    words,
    channels = null,
    limit,
  }: { words: readonly string[]; channels?: readonly string[] | null; limit: number | null },
): Promise<FoundMetric[]> {
  const rows = await session.query<{ metric: string; kinds: string[]; description: string }>(
    `SELECT l.metric, array_agg(DISTINCT l.kind) AS kinds, coalesce(d.description, '') AS description
     FROM pingframe.layouts l LEFT JOIN pingframe.descriptions d USING (metric)
     WHERE NOT EXISTS (
         SELECT FROM unnest($1::text[]) AS w(word)
         WHERE position(lower(w.word) IN lower(concat(l.metric, ' ', d.description))) = 0
       )
       AND ($2::text[] IS NULL OR EXISTS (
         SELECT FROM pingframe.filter_options o
         WHERE o.channel = ANY($2) AND o.dimension = 'metric' AND o.value = l.metric
       ))
     GROUP BY l.metric, d.description
     ORDER BY position(lower(($1::text[])[1]) IN lower(l.metric)) = 1 DESC NULLS LAST, l.metric COLLATE "C"
     LIMIT $3`,
    [words, channels, limit],
  );
  return rows;
}

/** A day that is merged. */
export interface MergedDay {
  readonly submissionDate: string;
  readonly source: string;
  /** `merged`, or `trimmed` where its aggregates are no longer kept. */
  readonly state: string;
  readonly rows: bigint;
  readonly sumOfSums: bigint;
  readonly sumOfCounts: bigint;
  /** When, as ISO 8601. */
  readonly mergedAt: string;
  readonly recipe: string;
  /** How many objects it was merged from. */
  readonly objects: bigint;
}

/** The days that are merged, the latest first. */
export async function listDays(session: Reads, limit = 10_000): Promise<MergedDay[]> {
  const rows = await session.query<{
    submission_date: string;
    source: string;
    state: string;
    row_count: bigint;
    sum_of_sums: bigint;
    sum_of_counts: bigint;
    merged_at: string;
    recipe: string;
    object_count: bigint;
  }>(
    `SELECT submission_date, source, state, row_count, sum_of_sums, sum_of_counts, recipe, object_count,
       to_char(merged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS merged_at
     FROM pingframe.ledger ORDER BY submission_date DESC, source LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({
    submissionDate: row.submission_date,
    source: row.source,
    state: row.state,
    rows: row.row_count,
    sumOfSums: row.sum_of_sums,
    sumOfCounts: row.sum_of_counts,
    mergedAt: row.merged_at,
    recipe: row.recipe,
    objects: row.object_count,
  }));
}
