import { z } from "zod";

// A whole number of any size: printed with all its digits, which zod's own type would limit to 2^53.
const whole = z.any().meta({ type: "integer" });
const date = z.string().regex(/^\d{8}$/);
const kinds = ["exponential", "linear", "enumerated", "boolean", "flag", "count", "categorical"] as const;
const by = z.enum(["build_id", "submission_date"]);

/** The names of the answers' shapes. */
export type SchemaName =
  | "Error"
  | "AuthError"
  | "Version"
  | "Heartbeat"
  | "OriginalChannels"
  | "OriginalDates"
  | "OriginalFilters"
  | "OriginalMetric"
  | "Channels"
  | "Versions"
  | "Options"
  | "Metrics"
  | "Freshness"
  | "Aggregates"
  | "Health";

/** The shapes of the answers, by name; the document is made of them. */
export const schemas: Readonly<Record<SchemaName, z.ZodType>> = {
  Error: z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) }),
  AuthError: z.strictObject({ code: z.string(), description: z.string() }),
  Version: z.strictObject({ source: z.string(), version: z.string(), commit: z.string(), build: z.string() }),
  Heartbeat: z.strictObject({
    status: z.literal("ok"),
    checks: z.strictObject({ database: z.literal("ok") }),
    details: z.strictObject({}),
  }),
  OriginalChannels: z.array(z.string()),
  OriginalDates: z.array(z.strictObject({ version: z.string(), date })),
  OriginalFilters: z.partialRecord(
    z.enum(["metric", "application", "architecture", "os", "child", "e10sEnabled"]),
    z.array(z.string()),
  ),
  OriginalMetric: z.strictObject({
    data: z
      .array(
        z.strictObject({
          date,
          label: z.string(),
          histogram: z.array(whole),
          count: whole,
          sum: whole,
        }),
      )
      .min(1),
    buckets: z.array(z.union([z.number(), z.string()])),
    kind: z.enum(kinds),
    description: z.string(),
  }),
  Channels: z.strictObject({ by, channels: z.array(z.string()) }),
  Versions: z.strictObject({
    by,
    channel: z.string(),
    versions: z.array(z.strictObject({ version: z.string(), dates: z.array(date) })),
  }),
  Options: z.strictObject({
    channel: z.string(),
    version: z.string(),
    metrics: z.array(z.string()),
    systems: z.array(z.strictObject({ os: z.string(), osVersion: z.string() })),
    dimensions: z.record(z.string(), z.array(z.string())),
  }),
  Metrics: z.strictObject({
    metrics: z.array(
      z.strictObject({ metric: z.string(), kinds: z.array(z.enum(kinds)), description: z.string() }),
    ),
    more: z.boolean(),
  }),
  Freshness: z.strictObject({
    latest: date.nullable(),
    days: z.array(
      z.strictObject({
        submissionDate: date,
        source: z.string(),
        state: z.enum(["merged", "trimmed"]),
        rows: whole,
        sumOfSums: whole,
        sumOfCounts: whole,
        mergedAt: z.string(),
        objects: whole,
      }),
    ),
  }),
  Aggregates: z.strictObject({
    metric: z.string(),
    description: z.string(),
    by,
    weight: z.enum(["pings", "clients"]),
    unit: z.string(),
    percentileMethod: z.string().nullable(),
    minClients: z.number(),
    layouts: z.array(
      z.strictObject({
        layout: z.string(),
        kind: z.enum(kinds),
        bounds: z.array(z.number()),
        labels: z.array(z.string()).nullable(),
      }),
    ),
    groups: z.array(
      z.strictObject({
        date: date.optional(),
        channel: z.string().optional(),
        version: z.string().optional(),
        label: z.string().nullable().optional(),
        application: z.string().nullable().optional(),
        architecture: z.string().nullable().optional(),
        os: z.string().nullable().optional(),
        osVersion: z.string().nullable().optional(),
        e10sEnabled: z.string().nullable().optional(),
        child: z.string().nullable().optional(),
        layout: z.string(),
        suppressed: z.boolean(),
        count: whole.optional(),
        sum: whole.optional(),
        clients: z.number().nullable().optional(),
        mean: z.number().nullable().optional(),
        histogram: z.array(whole).optional(),
        percentiles: z.record(z.string(), z.number().nullable()).optional(),
      }),
    ),
  }),
  Health: z.strictObject({ status: z.literal("ok"), revision: whole }),
};
