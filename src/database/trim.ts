import { WRITER_LOCK } from "./migrate.js";
import type { Driver, Session } from "./types.js";

/** What is kept. */
export interface TrimOptions {
  /** The day that days are counted from, `yyyymmdd`. */
  readonly today: string;
  /** For how many days aggregates are kept, by build or submission. @defaultValue 730 */
  readonly keepDays?: number | undefined;
  /** How many days after today a date may lie: clocks and build ids are wrong at times. @defaultValue 7 */
  readonly bufferDays?: number | undefined;
  /** For how many days it is kept what a day gave, without which it can't be replaced. @defaultValue 90 */
  readonly replaceableDays?: number | undefined;
  /** Whether to only say what would go. @defaultValue true */
  readonly dryRun?: boolean | undefined;
}

/** What went, or would go. */
export interface TrimReport {
  readonly dryRun: boolean;
  /** The first and the last date that are kept. */
  readonly from: string;
  readonly to: string;
  /** Partitions that went, by kind, channel, version and date. */
  readonly partitions: readonly TrimmedPartition[];
  /** How many partitions stay. */
  readonly kept: number;
  /** Submission dates that can't be merged again from now on. */
  readonly days: readonly string[];
  /** Submission dates that can't be replaced from now on, the former aside. */
  readonly fixedDays: readonly string[];
}

/** A partition, by what it holds. */
export interface TrimmedPartition {
  readonly kind: string;
  readonly channel: string;
  readonly version: string;
  readonly date: string;
}

// Each takes some locks, of which a server has some thousands.
const BATCH = 100;

/**
 * Drops the aggregates of dates outside a window, and with them what else is known of these dates: the options of
 * filters, and what submission dates gave. The ledger keeps its entries, marked, so that a trimmed day is not merged
 * again into builds that are still there; later merges leave out rows of dates that are no longer kept.
 *
 * Stopped half-way it leaves partitions that the next run drops.
 */
export async function trim(driver: Driver, options: TrimOptions): Promise<TrimReport> {
  const { today, keepDays = 730, bufferDays = 7, replaceableDays = 90, dryRun = true } = options;
  const from = shift(today, -keepDays);
  const to = shift(today, bufferDays);
  const replaceableFrom = shift(today, -replaceableDays);
  const partitions = await driver.query<TrimmedPartition & { id: number }>(
    `SELECT id, kind, channel, version, date FROM pingframe.partitions
     WHERE date < $1 OR date > $2 ORDER BY kind, channel, version, date`,
    [from, to],
  );
  const [all] = await driver.query<{ count: bigint }>("SELECT count(*) AS count FROM pingframe.partitions");
  const days = await daysBefore(
    driver,
    "SELECT submission_date FROM pingframe.ledger WHERE state = 'merged'",
    from,
  );
  const replaceable = await daysBefore(
    driver,
    "SELECT submission_date FROM pingframe.contributions",
    replaceableFrom,
  );
  const report: TrimReport = {
    dryRun,
    from,
    to,
    partitions: partitions.map(({ id: _, ...rest }) => rest),
    kept: Number(all!.count) - partitions.length,
    days,
    fixedDays: replaceable.filter((date) => !days.includes(date)),
  };
  if (dryRun) return report;
  const locked = (work: (session: Session) => Promise<void>): Promise<void> =>
    driver.transaction(async (session) => {
      await session.query("SELECT pg_advisory_xact_lock($1::bigint)", [WRITER_LOCK]);
      await work(session);
    });
  await locked((session) => markTrimmed(session, from, replaceableFrom));
  for (let start = 0; start < partitions.length; start += BATCH) {
    await locked((session) => dropPartitions(session, partitions.slice(start, start + BATCH)));
  }
  return report;
}

async function daysBefore(driver: Driver, dates: string, before: string): Promise<string[]> {
  const rows = await driver.query<{ submission_date: string }>(
    `SELECT DISTINCT submission_date FROM (${dates}) AS d WHERE submission_date < $1 ORDER BY 1`,
    [before],
  );
  return rows.map(({ submission_date }) => submission_date);
}

async function markTrimmed(session: Session, from: string, replaceableFrom: string): Promise<void> {
  await session.query(
    "UPDATE pingframe.state SET revision = revision + 1, kept_since = greatest(kept_since, $1)",
    [from],
  );
  await session.query("UPDATE pingframe.ledger SET state = 'trimmed' WHERE submission_date < $1", [from]);
  await session.query("DELETE FROM pingframe.ledger_objects WHERE submission_date < $1", [from]);
  await session.query("DELETE FROM pingframe.contributions WHERE submission_date < $1", [
    from > replaceableFrom ? from : replaceableFrom,
  ]);
}

/** Drops partitions, and finds anew which options the versions have that lost some. */
async function dropPartitions(
  session: Session,
  partitions: readonly (TrimmedPartition & { id: number })[],
): Promise<void> {
  for (const { id } of partitions) await session.query("SELECT pingframe.drop_partition($1)", [id]);
  const versions = new Map(
    partitions.map(({ kind, channel, version }) => [
      JSON.stringify([kind, channel, version]),
      [kind, channel, version],
    ]),
  );
  for (const key of versions.values()) {
    await session.query(
      "DELETE FROM pingframe.filter_options WHERE kind = $1 AND channel = $2 AND version = $3",
      key,
    );
    await session.query(
      `INSERT INTO pingframe.filter_options (kind, channel, version, dimension, value)
       SELECT DISTINCT $1, $2, $3, d.key,
         CASE d.key WHEN 'osVersion' THEN concat(a.dimensions->>'os', ',', d.value) ELSE d.value END
       FROM (
         SELECT DISTINCT dimensions - 'label' AS dimensions FROM pingframe.aggregates
         WHERE kind = $1 AND channel = $2 AND version = $3
       ) a, jsonb_each_text(a.dimensions) d
       WHERE d.key <> 'os' AND length(d.value) <= 512`,
      key,
    );
  }
  await session.query("UPDATE pingframe.state SET revision = revision + 1");
}

/** The date so many days later. */
function shift(date: string, days: number): string {
  const at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)) + days);
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}
