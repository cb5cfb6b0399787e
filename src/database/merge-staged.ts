import { addArrays, addSaturating } from "./add-arrays.js";
import type { Staged } from "./stage-rows.js";
import type { Session } from "./types.js";

const OUT_OF_RANGE = "22003";

/**
 * What a row is known by within its partition: 128 bits of a SHA-256, as labels are longer than an index takes. Two
 * rows whose dimensions are equal as JSON have the same.
 */
const KEY = `encode(substr(sha256(convert_to(s.layout || s.dimensions::text, 'UTF8')), 1, 16), 'hex')::uuid`;

const staged = `SELECT p.kind, p.channel, p.version, p.date, s.layout, ${KEY} AS key,
    s.dimensions, s.histogram, s.client_histogram
  FROM staging s JOIN pingframe.partitions p ON p.id = s.partition
  WHERE s.partition = $1`;

/**
 * Adds what is staged to the partitions, or takes it out of them: one statement each.
 *
 * Should a sum pass what a bigint holds, which only pings that lie can bring about, the partition is merged again
 * with sums held at the limit, as the original does: such a ping must not keep a day from being merged.
 */
export async function mergeStaged(
  session: Session,
  { partitions, newPartitions }: Pick<Staged, "partitions" | "newPartitions">,
  sign: "+" | "-",
): Promise<{ readonly saturatedPartitions: number }> {
  if (partitions.length > 1) await session.run("CREATE INDEX ON staging (partition)");
  // Without it the planner takes the table for a small one, and looks up every row by the index.
  await session.run("ANALYZE staging (partition)");
  const rows = await session.query<{ length: number }>(
    "SELECT DISTINCT cardinality(histogram) AS length FROM staging ORDER BY length",
  );
  const lengths = rows.map(({ length }) => length);
  let saturatedPartitions = 0;
  for (const partition of partitions) {
    const table = `pingframe.partition_${Number(partition)}`;
    if (newPartitions.has(partition)) await fill(session, table, partition);
    else if (sign === "-") await subtract(session, table, lengths, partition);
    else if (await add(session, table, lengths, partition)) saturatedPartitions += 1;
  }
  return { saturatedPartitions };
}

/** Fills a partition that was made now. */
async function fill(session: Session, table: string, partition: number): Promise<void> {
  await session.query(
    `INSERT INTO ${table} (kind, channel, version, date, layout, key, dimensions, histogram, client_histogram)
     ${staged}`,
    [partition],
  );
  await session.query("SELECT pingframe.index_partition($1)", [partition]);
}

/** Resolves to whether a sum had to be held at the limit. */
async function add(
  session: Session,
  table: string,
  lengths: readonly number[],
  partition: number,
): Promise<boolean> {
  await session.run("SAVEPOINT addition");
  try {
    await session.query(addition(table, lengths), [partition]);
    return false;
  } catch (error) {
    if ((error as { code?: string }).code !== OUT_OF_RANGE) throw error;
    await session.run("ROLLBACK TO SAVEPOINT addition");
    await session.query(addition(table, null), [partition]);
    return true;
  } finally {
    await session.run("RELEASE SAVEPOINT addition").catch(() => {});
  }
}

function addition(table: string, lengths: readonly number[] | null): string {
  const addTo = (column: string): string =>
    lengths === null
      ? addSaturating(`t.${column}`, `s.${column}`)
      : addArrays(`t.${column}`, `s.${column}`, "+", lengths);
  // A join of the two, which costs half of looking up the conflict of each row. Nobody else writes meanwhile.
  return `MERGE INTO ${table} AS t
    USING (${staged}) AS s ON t.key = s.key
    WHEN MATCHED THEN UPDATE SET histogram = ${addTo("histogram")},
      client_histogram = CASE
        WHEN s.client_histogram IS NULL THEN t.client_histogram
        WHEN t.client_histogram IS NULL THEN s.client_histogram
        ELSE ${addTo("client_histogram")}
      END
    WHEN NOT MATCHED THEN
      INSERT (kind, channel, version, date, layout, key, dimensions, histogram, client_histogram)
      VALUES (s.kind, s.channel, s.version, s.date, s.layout, s.key, s.dimensions, s.histogram, s.client_histogram)`;
}

async function subtract(
  session: Session,
  table: string,
  lengths: readonly number[],
  partition: number,
): Promise<void> {
  const rest = addArrays("t.histogram", "s.histogram", "-", lengths);
  const clients = addArrays("t.client_histogram", "s.client_histogram", "-", lengths);
  await session.query(
    `UPDATE ${table} AS t SET histogram = ${rest},
       client_histogram = CASE WHEN s.client_histogram IS NULL THEN t.client_histogram ELSE ${clients} END
     FROM staging s WHERE s.partition = $1 AND t.key = ${KEY}`,
    [partition],
  );
  // Every aggregate counts at least one histogram, so none is left where the count is 0.
  await session.query(`DELETE FROM ${table} WHERE histogram[cardinality(histogram)] = 0`);
  await session.query(
    `UPDATE ${table} SET client_histogram = NULL
     WHERE client_histogram IS NOT NULL AND 0 = ALL(client_histogram)`,
  );
}
