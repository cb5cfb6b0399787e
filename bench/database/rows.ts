import type { MergeRow } from "../../src/database/index.js";
import { exponentialBounds } from "../../src/histogram/index.js";
import { Random } from "../../src/synthetic/random.js";

/** How many rows each metric has in a partition: the combinations of its other dimensions. */
export const COMBINATIONS = 400;

const layout = {
  id: "exponential:1:10000:50",
  kind: "exponential",
  bounds: exponentialBounds(1, 10_000, 50),
  labels: null,
} as const;
const pool = makeHistograms();

function makeHistograms(): BigInt64Array[] {
  const random = new Random(1, "bench");
  return Array.from({ length: 1000 }, () =>
    BigInt64Array.from({ length: 52 }, () => BigInt(random.unit() < 0.5 ? 0 : random.integer(0, 5000))),
  );
}

/** One partition's rows: every metric in each combination of the other dimensions. */
export function* rowsOf(
  submissionDate: string,
  date: string,
  metrics: number,
  seed: number,
): Generator<MergeRow> {
  for (let i = 0; i < metrics * COMBINATIONS; i++) {
    const combination = i % COMBINATIONS;
    yield {
      kind: "build_id",
      channel: "nightly",
      version: "41",
      date,
      submissionDate,
      dimensions: {
        metric: `METRIC_${Math.floor(i / COMBINATIONS)}`,
        label: "",
        application: combination % 2 === 0 ? "Firefox" : "Fennec",
        architecture: combination % 4 < 2 ? "x86" : "x86-64",
        os: ["Windows_NT", "Darwin", "Linux", "Android"][combination % 4]!,
        osVersion: String(Math.floor(combination / 8)),
        child: combination % 8 < 4 ? "true" : "false",
      },
      layout,
      histogram: pool[(i * 7 + seed) % pool.length]!,
      clientHistogram: null,
    };
  }
}
