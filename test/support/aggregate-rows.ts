import type { Layout, MergeRow } from "../../src/database/index.js";
import { exponentialBounds } from "../../src/histogram/index.js";
import { Random } from "../../src/synthetic/random.js";

/** Layouts by metric, one of every kind. */
export const layouts: Readonly<Record<string, Layout>> = {
  GC_MS: exponential(1, 10_000, 50),
  GC_MAX_PAUSE_MS_2: { id: "linear:1:40:5", kind: "linear", bounds: [0, 1, 14, 27, 40], labels: null },
  SIMPLE_MEASURES_UPTIME: { ...exponential(1, 30_000, 50), id: "simple" },
  "SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT": { ...exponential(1, 10_000, 100), id: "scalar" },
  "[[COUNT]]_EVENT_COUNT": { ...exponential(1, 10_000, 100), id: "count", kind: "count" },
  A_FLAG: { id: "flag", kind: "flag", bounds: [0, 1, 2], labels: null },
  A_BOOLEAN: { id: "boolean", kind: "boolean", bounds: [0, 1, 2], labels: null },
  AN_ENUM: { id: "enumerated:4", kind: "enumerated", bounds: [0, 1, 2, 3, 4], labels: null },
  A_CATEGORICAL: {
    id: 'categorical["red","green","spill"]',
    kind: "categorical",
    bounds: [0, 1, 2],
    labels: ["red", "green", "spill"],
  },
};

function exponential(low: number, high: number, n: number): Layout {
  return {
    id: `exponential:${low}:${high}:${n}`,
    kind: "exponential",
    bounds: exponentialBounds(low, high, n),
    labels: null,
  };
}

export interface RowsOptions {
  readonly submissionDate: string;
  readonly seed?: number;
  readonly channels?: readonly string[];
  readonly versions?: readonly string[];
  /** How many builds, on the days before. */
  readonly builds?: number;
  readonly metrics?: readonly string[];
  readonly systems?: readonly (readonly [os: string, osVersion: string])[];
  /** Makes rows as of clients that weigh the same. */
  readonly clients?: boolean;
  /** The largest count of a bucket. */
  readonly most?: number;
}

/** Rows of a submission date as a roll-up gives them, for both kinds; the same seed, the same rows. */
export function aggregateRows({
  submissionDate,
  seed = 1,
  channels = ["nightly", "beta"],
  versions = ["41"],
  builds = 2,
  metrics = Object.keys(layouts),
  systems = [
    ["Windows_NT", "6.1"],
    ["Darwin", "14."],
  ],
  clients = false,
  most = 20,
}: RowsOptions): MergeRow[] {
  const random = new Random(seed, submissionDate);
  const rows: MergeRow[] = [];
  const kinds = [
    ...Array.from({ length: builds }, (_, i) => ({
      kind: "build_id" as const,
      date: dayBefore(submissionDate, i),
    })),
    { kind: "submission_date" as const, date: submissionDate },
  ];
  for (const { kind, date } of kinds) {
    for (const channel of channels) {
      for (const version of versions) {
        for (const metric of metrics) {
          for (const label of metric.includes("KEYED") ? ["FIRST", "SECOND"] : [""]) {
            for (const [os, osVersion] of systems) {
              for (const child of ["true", "false"]) {
                const layout = layouts[metric]!;
                const dimensions = {
                  metric,
                  label,
                  application: "Firefox",
                  architecture: "x86-64",
                  os,
                  osVersion,
                  child,
                };
                const counts = layout.bounds.map(() => random.integer(0, most));
                const sum = counts.reduce((total, n, i) => total + n * layout.bounds[i]!, 0);
                const histogram = BigInt64Array.from([...counts, sum, random.integer(1, most)], BigInt);
                const clientHistogram = clients
                  ? BigInt64Array.from(
                      [...counts.map((n) => n * 1000), sum, counts.reduce((a, b) => a + b) * 1000],
                      BigInt,
                    )
                  : null;
                rows.push({
                  kind,
                  channel,
                  version,
                  date,
                  submissionDate,
                  dimensions,
                  layout,
                  histogram,
                  clientHistogram,
                });
              }
            }
          }
        }
      }
    }
  }
  return rows;
}

/** The day so many days before, as `yyyymmdd`. */
export function dayBefore(date: string, days: number): string {
  const at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)) - days);
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}
