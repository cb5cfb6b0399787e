import { z } from "zod";
import { DIMENSIONS } from "../../database/index.js";
import { isStorableText } from "../../text/index.js";

const LONGEST_VALUE = 1024;
const MOST_VALUES = 500;

const text = z
  .string()
  .max(LONGEST_VALUE)
  .refine(isStorableText, "must be text without NUL")
  .meta({ type: "string" });
const date = z.string().regex(/^\d{8}$/, "must be a date as yyyymmdd");
const several = z.array(text).min(1).max(MOST_VALUES);
const kind = z.enum(["build_id", "submission_date"]);
const GROUP_KEYS = ["date", "channel", "version", ...DIMENSIONS] as const;
const groupKey = z.enum(GROUP_KEYS);
const percentile = z.coerce.number().min(0).max(100);

/** One parameter: what it holds, and how it is explained. */
export interface Parameter {
  readonly schema: z.ZodType;
  readonly description: string;
  readonly required?: boolean;
  /** Whether its values are separated by commas, besides being repeated. */
  readonly commas?: boolean;
  /** Whether it may be given several times. */
  readonly repeats?: boolean;
  /** What it is when it is not given. */
  readonly fallback?: unknown;
}

const by: Parameter = {
  schema: kind,
  fallback: "build_id",
  description: "Whether dates are those of builds or of submissions.",
};
const channel: Parameter = { schema: text, required: true, description: "The channel." };

/** The routes under `/v1/` that take parameters. */
export type V1Route = "channels" | "versions" | "options" | "metrics" | "freshness" | "aggregates";

/** What each route under `/v1/` takes. The document and the checks are both made of this. */
export const v1Parameters: Readonly<Record<V1Route, Readonly<Record<string, Parameter>>>> = {
  channels: { by },
  versions: { by, channel },
  options: { channel, version: { schema: text, required: true, description: "The version." } },
  metrics: {
    search: {
      schema: text,
      fallback: "",
      description: "Words that name or description must hold, in any case.",
    },
    channel: { schema: text, description: "Only metrics that this channel has." },
    limit: {
      schema: z.coerce.number().int().min(1).max(10_000),
      fallback: 100,
      description: "How many at most.",
    },
  },
  freshness: {
    limit: {
      schema: z.coerce.number().int().min(1).max(10_000),
      fallback: 100,
      description: "How many days at most.",
    },
  },
  aggregates: {
    by,
    metric: { schema: text.min(1), required: true, description: "The metric, such as GC_MS." },
    channel: { schema: several, repeats: true, required: true, description: "Any of these channels." },
    version: { schema: several, repeats: true, description: "Any of these versions; without it all." },
    date: {
      schema: z.array(date).min(1).max(MOST_VALUES),
      repeats: true,
      commas: true,
      description: "These dates, yyyymmdd; without it all.",
    },
    from: { schema: date, description: "The first date." },
    to: { schema: date, description: "The last date, inclusive." },
    ...Object.fromEntries(
      DIMENSIONS.map((name) => [
        name,
        { schema: several, repeats: true, description: `Any of these values of ${name}.` },
      ]),
    ),
    group_by: {
      schema: z.array(groupKey).max(GROUP_KEYS.length),
      repeats: true,
      commas: true,
      fallback: [],
      description: "A histogram for each combination of these.",
    },
    percentiles: {
      schema: z.array(percentile).max(100),
      repeats: true,
      commas: true,
      fallback: [],
      description: "Percentiles to estimate, from 0 to 100.",
    },
    weight: {
      schema: z.enum(["pings", "clients"]),
      fallback: "pings",
      description: "Whether histograms count what pings counted, or each client weighs the same.",
    },
    histogram: {
      schema: z.enum(["true", "false"]),
      fallback: "true",
      description: "Whether to give the histograms.",
    },
  },
};
