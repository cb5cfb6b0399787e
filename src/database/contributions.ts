import { gunzipSync } from "node:zlib";
import { DatabaseError } from "../errors.js";
import { contributedRows, isContribution } from "./contribution-rows.js";
import { CopyWriter } from "./copy-writer.js";
import { mergeStaged } from "./merge-staged.js";
import { RowText } from "./row-text.js";
import { createStaging } from "./stage-rows.js";
import { StagedPartitions } from "./staged-partitions.js";
import type { DayIdentity, Session } from "./types.js";

/** Keeps a piece of what a day gave, compressed, so that it can be taken out again. */
export async function keepContribution(
  session: Session,
  { submissionDate, source }: DayIdentity,
  bytes: Uint8Array,
): Promise<void> {
  await session.query(
    `INSERT INTO pingframe.contributions (submission_date, source, part, bytes)
     SELECT $1, $2, coalesce(max(part) + 1, 0), $3 FROM pingframe.contributions
     WHERE submission_date = $1 AND source = $2`,
    [submissionDate, source, bytes],
  );
}

/**
 * Takes what a day gave out of history. Partitions that were trimmed since are passed over.
 * @throws {DatabaseError} If what the day gave was not kept, or not all of it; code `contribution-gone`. The transaction
 *   must then be rolled back.
 */
export async function takeOut(session: Session, { submissionDate, source }: DayIdentity): Promise<void> {
  const keys = [submissionDate, source];
  const parts = await session.query<{ part: number }>(
    "SELECT part FROM pingframe.contributions WHERE submission_date = $1 AND source = $2 ORDER BY part",
    keys,
  );
  const [entry] = await session.query<{ row_count: bigint }>(
    "SELECT row_count FROM pingframe.ledger WHERE submission_date = $1 AND source = $2",
    keys,
  );
  const ids = await session.query<{ id: number }>("SELECT id FROM pingframe.partitions");
  const kept = new Set(ids.map(({ id }) => id));
  // A part at a time: one merge never has the same row twice, but the merges of late objects may have it again.
  let keptRows = 0n;
  for (const { part } of parts) {
    const [piece] = await session.query<{ bytes: Uint8Array }>(
      "SELECT bytes FROM pingframe.contributions WHERE submission_date = $1 AND source = $2 AND part = $3",
      [...keys, part],
    );
    const partitions = new StagedPartitions();
    const text = new RowText();
    const writer = new CopyWriter(piece!.bytes.length * 8);
    const bytes = gunzipSync(piece!.bytes);
    if (!isContribution(bytes)) throw goneError(submissionDate);
    for (const row of contributedRows(bytes)) {
      keptRows += 1n;
      if (!kept.has(row.partition)) continue;
      partitions.note(row.partition, row.histogram.length, row.clientHistogram !== null);
      text.set(row.layout, row.dimensions);
      writer.write(row, text);
    }
    await session.run(createStaging);
    await session.copyIn("staging", writer.take());
    await mergeStaged(session, { partitions: partitions.sorted(), newPartitions: new Set() }, "-");
    await session.run("DROP TABLE staging");
  }
  // All of it, or its early part, may have been trimmed; what came late since then is not the whole.
  if (keptRows !== entry!.row_count) {
    throw goneError(submissionDate);
  }
  await session.query("DELETE FROM pingframe.contributions WHERE submission_date = $1 AND source = $2", keys);
}

function goneError(submissionDate: string): DatabaseError {
  return new DatabaseError(
    `what submission date ${submissionDate} gave was not kept, or not all of it, so it can't be replaced`,
    { code: "contribution-gone" },
  );
}
