import { Buffer } from "node:buffer";
import { type RecordCells, readRecords } from "../../src/decode/index.js";
import { parseExact } from "../../src/rollup/parse-exact.js";
import type { PartialAggregate } from "../../src/rollup/partial-aggregate.js";
import { type AggregatorOptions, PingAggregator } from "../../src/rollup/ping-aggregator.js";

/** Aggregates the texts of pings as documents. */
export function aggregateDocuments(texts: readonly string[], options: AggregatorOptions): PartialAggregate {
  const aggregator = new PingAggregator(options);
  for (const text of texts) aggregator.add(parseExact(text) as Readonly<Record<string, unknown>>);
  return aggregator.take();
}

/** Aggregates bytes as they are stored, without documents where that is possible; counts the pings that were documents. */
export async function aggregateBytes(
  bytes: Uint8Array,
  options: AggregatorOptions,
): Promise<{ aggregate: PartialAggregate; documents: number }> {
  const aggregator = new PingAggregator(options);
  let documents = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const sink = {
    takeDocument: ({ ping }: { ping: Readonly<Record<string, unknown>> }) => {
      documents += 1;
      aggregator.add(ping);
    },
    takeCells: (cells: RecordCells) => {
      if (aggregator.readCells(cells)) aggregator.addCells(cells);
    },
  };
  for await (const _ of readRecords(chunks(), {}, sink, aggregator.projection()));
  documents += aggregator.strangePings;
  return { aggregate: aggregator.take(), documents };
}

/** Texts as JSON lines. */
export function toLines(texts: readonly string[]): Uint8Array {
  return Buffer.from(`${texts.join("\n")}\n`);
}
