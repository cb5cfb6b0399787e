import { setImmediate as turn } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ContributionWriter } from "./contribution-rows.js";
import { CopyWriter } from "./copy-writer.js";
import { FilterOptions } from "./filter-options.js";
import { LayoutIds } from "./layout-ids.js";
import { refusalOf } from "./refusal-of.js";
import { RowText } from "./row-text.js";
import { type StagedPartition, StagedPartitions } from "./staged-partitions.js";
import type { DayIdentity, MergeRow, Session } from "./types.js";

// Rows sent by one COPY, and kept as one piece: small enough for memory, large enough to be quick.
const CHUNK_BYTES = 8 << 20;
// More than a chunk takes compressed; what comes in smaller pieces is put together.
const COMPRESSED_BYTES = 1 << 20;
const BATCH_ROWS = 200;

const compress = promisify(gzip);

/** The table that a day's rows go to first. Dimensions stay text there: only those that are new are ever read. */
export const createStaging = `CREATE TEMPORARY TABLE staging (
  partition integer NOT NULL,
  layout integer NOT NULL,
  key uuid NOT NULL,
  dimensions text NOT NULL,
  histogram bigint[] NOT NULL,
  client_histogram bigint[]
) ON COMMIT DROP`;

/** What was staged. */
export interface Staged {
  /** What goes to each partition, by its id, ascending. */
  readonly partitions: ReadonlyMap<number, StagedPartition>;
  /** Which of them were made now: these are empty and have no indexes. */
  readonly newPartitions: ReadonlySet<number>;
  readonly rows: number;
  /** The sum of the rows' sums, and of their counts. */
  readonly sumOfSums: bigint;
  readonly sumOfCounts: bigint;
  /** The values that dimensions have in each partition, for the API's filters. */
  readonly options: FilterOptions;
  /** Rows that were left out, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/**
 * Copies rows to the staging table, a chunk at a time, and makes the partitions and layouts they need.
 *
 * @param keep - Gets each chunk, compressed.
 */
export async function stageRows(
  session: Session,
  day: Pick<DayIdentity, "submissionDate"> & {
    readonly rows: Iterable<MergeRow> | AsyncIterable<MergeRow>;
  },
  keep: (bytes: Uint8Array) => Promise<void>,
): Promise<Staged> {
  await session.run(createStaging);
  const [state] = await session.query<{ kept_since: string; last: number }>(
    "SELECT kept_since, (SELECT coalesce(max(id), 0) FROM pingframe.partitions) AS last FROM pingframe.state",
  );
  const partitionOf = rememberingPartitions((row) => ensurePartition(session, row));
  const layouts = await LayoutIds.load(session);
  const partitions = new StagedPartitions();
  const options = new FilterOptions();
  const dropped: Record<string, number> = {};
  const text = new RowText();
  const writer = new CopyWriter(CHUNK_BYTES + (64 << 10));
  const kept = new ContributionWriter(CHUNK_BYTES / 4);
  let accepted: MergeRow | null = null;
  let rows = 0;
  let sumOfSums = 0n;
  let sumOfCounts = 0n;
  // What was copied is compressed in another thread, while the server reads it and the next rows are written.
  let copying: Promise<void> = Promise.resolve();
  let copied: Uint8Array | undefined;
  const flush = async (): Promise<void> => {
    if (writer.byteLength === 0) return;
    await copying;
    copied = writer.take(copied);
    copying = copyAndKeep(copied, kept.take());
    // Whoever waits for it sees the error; until then it must not count as unhandled.
    copying.catch(() => {});
  };
  const copyAndKeep = async (bytes: Uint8Array, contribution: Uint8Array): Promise<void> => {
    const compressed = compress(contribution, { level: 1, memLevel: 9, chunkSize: COMPRESSED_BYTES });
    compressed.catch(() => {});
    await session.copyIn("staging", bytes);
    await keep(await compressed);
  };
  try {
    for await (const batch of inBatches(day.rows)) {
      for (const row of batch) {
        const refusal = row.date < state!.kept_since ? "no longer kept" : refusalOf(row, accepted);
        if (refusal !== null) {
          dropped[refusal] = (dropped[refusal] ?? 0) + 1;
          continue;
        }
        accepted = row;
        if (row.submissionDate !== day.submissionDate) {
          throw new RangeError(
            `rows must be of ${day.submissionDate}, got ${JSON.stringify(row.submissionDate)}`,
          );
        }
        let partition = partitionOf(row);
        if (typeof partition !== "number") partition = await partition;
        const { histogram } = row;
        const clientHistogram = row.clientHistogram?.some((n) => n !== 0n) ? row.clientHistogram : null;
        partitions.note(partition, histogram.length, clientHistogram !== null);
        options.note(row);
        const layout = layouts.idOf(row);
        const staged = { partition, layout, histogram, clientHistogram };
        text.write(layout, row.dimensions);
        writer.write(staged, text);
        kept.write(staged, text);
        sumOfSums += histogram[histogram.length - 2]!;
        sumOfCounts += histogram[histogram.length - 1]!;
        rows += 1;
        if (writer.byteLength >= CHUNK_BYTES) await flush();
      }
      // Rows come without a pause; the connection, which is sending the last chunk, must get its turn.
      await turn();
    }
    await flush();
    await layouts.store(session);
  } finally {
    // Nothing of it may come after the transaction's end.
    await copying.catch(() => {});
  }
  await copying;
  const staged = partitions.sorted();
  return {
    partitions: staged,
    newPartitions: new Set([...staged.keys()].filter((id) => id > state!.last)),
    rows,
    sumOfSums,
    sumOfCounts,
    options,
    dropped,
  };
}

/** Rows some at a time: waiting for each would take as long as all else that is done with it. */
async function* inBatches(
  rows: Iterable<MergeRow> | AsyncIterable<MergeRow>,
): AsyncGenerator<readonly MergeRow[]> {
  let batch: MergeRow[] = [];
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
  } else {
    for (const row of rows) {
      batch.push(row);
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

function rememberingPartitions(
  find: (row: MergeRow) => Promise<number>,
): (row: MergeRow) => Promise<number> | number {
  const known = new Map<string, number>();
  // Rows come sorted, as a rule: the next one is of the same partition.
  let last: { readonly row: MergeRow; readonly id: number } | null = null;
  const learn = async (key: string, row: MergeRow): Promise<number> => {
    const id = await find(row);
    known.set(key, id);
    return id;
  };
  return (row) => {
    const { kind, channel, version, date } = row;
    if (
      last !== null &&
      date === last.row.date &&
      version === last.row.version &&
      channel === last.row.channel &&
      kind === last.row.kind
    ) {
      return last.id;
    }
    const key = `${kind}\0${channel}\0${version}\0${date}`;
    const id = known.get(key);
    if (id === undefined) return learn(key, row);
    last = { row, id };
    return id;
  };
}

async function ensurePartition(
  session: Session,
  { kind, channel, version, date }: MergeRow,
): Promise<number> {
  const [row] = await session.query<{ id: number }>(
    "SELECT pingframe.ensure_partition($1, $2, $3, $4) AS id",
    [kind, channel, version, date],
  );
  return row!.id;
}
