import { addArrays, addSaturating } from "./add-arrays.js";
import type { Staged } from "./stage-rows.js";
import type { StagedPartition } from "./staged-partitions.js";
import type { Session } from "./types.js";

const OUT_OF_RANGE = "22003";

/** A partition, what was staged for it, and what all its rows have in common. */
interface Target {
  readonly id: number;
  readonly table: string;
  readonly staged: StagedPartition;
  /** Its id, kind, channel, version and date, as the parameters `$1` to `$5`. */
  readonly values: readonly [id: number, kind: string, channel: string, version: string, date: string];
}

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
  if (partitions.size > 1) await session.run("CREATE INDEX ON staging (partition)");
  // Without it the planner takes the table for a small one, and looks up every row by the index.
  await session.run("ANALYZE staging (partition)");
  let saturatedPartitions = 0;
  for (const target of await targetsOf(session, partitions)) {
    if (newPartitions.has(target.id)) await fill(session, target);
    else if (sign === "-") await subtract(session, target);
    else if (await add(session, target)) saturatedPartitions += 1;
  }
  return { saturatedPartitions };
}

async function targetsOf(session: Session, partitions: Staged["partitions"]): Promise<Target[]> {
  const rows = await session.query<{
    id: number;
    kind: string;
    channel: string;
    version: string;
    date: string;
  }>(
    "SELECT id, kind, channel, version, date FROM pingframe.partitions WHERE id = ANY($1::integer[]) ORDER BY id",
    [[...partitions.keys()]],
  );
  return rows.map(({ id, kind, channel, version, date }) => ({
    id,
    table: `pingframe.partition_${Number(id)}`,
    staged: partitions.get(id)!,
    values: [id, kind, channel, version, date],
  }));
}

const COLUMNS = "kind, channel, version, date, layout, key, dimensions, histogram, client_histogram";

/** Fills a partition that was made now. */
async function fill(session: Session, { id, table, values }: Target): Promise<void> {
  await session.query(
    `INSERT INTO ${table} (${COLUMNS})
     SELECT $2, $3, $4, $5, layout, key, dimensions::jsonb, histogram, client_histogram FROM staging WHERE partition = $1`,
    values,
  );
  await session.query("SELECT pingframe.index_partition($1)", [id]);
}

/** Resolves to whether a sum had to be held at the limit. */
async function add(session: Session, target: Target): Promise<boolean> {
  const { rowsByLength } = target.staged;
  await session.run("SAVEPOINT addition");
  try {
    const sql = addition(target, (left, right) => addArrays(left, right, "+", rowsByLength));
    await session.query(sql, target.values);
    return false;
  } catch (error) {
    if ((error as { code?: string }).code !== OUT_OF_RANGE) throw error;
    await session.run("ROLLBACK TO SAVEPOINT addition");
    await session.query(addition(target, addSaturating), target.values);
    return true;
  } finally {
    await session.run("RELEASE SAVEPOINT addition").catch(() => {});
  }
}

function addition({ table, staged }: Target, sumOf: (left: string, right: string) => string): string {
  const clients = `, client_histogram = CASE
        WHEN s.client_histogram IS NULL THEN t.client_histogram
        WHEN t.client_histogram IS NULL THEN s.client_histogram
        ELSE ${sumOf("t.client_histogram", "s.client_histogram")}
      END`;
  // A join of the two, which costs half of looking up the conflict of each row. Nobody else writes meanwhile.
  return `MERGE INTO ${table} AS t
    USING (SELECT * FROM staging WHERE partition = $1) AS s ON t.key = s.key
    WHEN MATCHED THEN UPDATE SET histogram = ${sumOf("t.histogram", "s.histogram")}${staged.hasClients ? clients : ""}
    WHEN NOT MATCHED THEN
      INSERT (${COLUMNS})
      VALUES ($2, $3, $4, $5, s.layout, s.key, s.dimensions::jsonb, s.histogram, s.client_histogram)`;
}

async function subtract(session: Session, { id, table, staged }: Target): Promise<void> {
  const { rowsByLength, hasClients } = staged;
  const clients = `, client_histogram = CASE
      WHEN s.client_histogram IS NULL THEN t.client_histogram
      ELSE ${addArrays("t.client_histogram", "s.client_histogram", "-", rowsByLength)}
    END`;
  await session.query(
    `UPDATE ${table} AS t
     SET histogram = ${addArrays("t.histogram", "s.histogram", "-", rowsByLength)}${hasClients ? clients : ""}
     FROM staging s WHERE s.partition = $1 AND t.key = s.key`,
    [id],
  );
  // Every aggregate counts at least one histogram, so none is left where the count is 0.
  await session.query(`DELETE FROM ${table} WHERE histogram[cardinality(histogram)] = 0`);
  if (!hasClients) return;
  await session.query(
    `UPDATE ${table} SET client_histogram = NULL
     WHERE client_histogram IS NOT NULL AND 0 = ALL(client_histogram)`,
  );
}
