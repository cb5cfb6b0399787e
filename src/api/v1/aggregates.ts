import {
  type AggregateGroup,
  type AggregatesQuery,
  DIMENSIONS,
  descriptionOf,
  type GroupKey,
  layoutsOf,
  queryAggregates,
  type StoredLayout,
} from "../../database/index.js";
import { percentileOfBuckets } from "../../histogram/index.js";
import { ApiError } from "../api-error.js";
import type { ApiContext, ApiRequest } from "../context.js";
import { isSuppressed } from "../is-suppressed.js";
import { publicMetricName, storedCountName } from "../original/public-metric.js";
import { v1Parameters } from "./parameters.js";
import { parseQuery } from "./parse-query.js";

/** What the estimate of a percentile is, named in every answer that has any. */
export const PERCENTILE_METHOD =
  "linear within the bucket; the last bucket, which has no upper bound, gives its lower bound";

const CHILD: Readonly<Record<string, string>> = { content: "true", parent: "false" };

/** `/v1/aggregates` */
export async function v1Aggregates(
  { driver, policy, minClients, maxGroups }: ApiContext,
  { query, refuseUnlessAuthenticated }: ApiRequest,
): Promise<unknown> {
  const asked = parseQuery(query, v1Parameters.aggregates) as unknown as Asked;
  const metric = publicMetricName(asked.metric);
  if (policy.isHidden(metric)) throw new ApiError(404, "unknown-metric", "this metric is not told");
  if (asked.channel.some((channel) => policy.isProtected(channel, metric))) refuseUnlessAuthenticated();
  const filters = Object.fromEntries(
    DIMENSIONS.filter((name) => asked[name] !== undefined).map((name) => [
      name,
      valuesOf(name, asked[name]!),
    ]),
  );
  const question: AggregatesQuery = {
    by: asked.by,
    metric,
    channels: asked.channel,
    versions: asked.version,
    dates: asked.date,
    from: asked.from,
    to: asked.to,
    filters,
    groupBy: asked.group_by,
    weight: asked.weight,
    maxGroups,
  };
  const isStored = (await layoutsOf(driver, metric)).length > 0;
  const stored = isStored ? metric : storedCountName(metric);
  const groups = await queryAggregates(driver, { ...question, metric: stored });
  const layouts = new Map(groups.map(({ layout }) => [layout.id, layout]));
  return {
    metric,
    description: await descriptionOf(driver, stored),
    by: asked.by,
    weight: asked.weight,
    unit: asked.weight === "clients" ? "millionths of a client" : "values",
    percentileMethod: asked.percentiles.length > 0 ? PERCENTILE_METHOD : null,
    minClients,
    layouts: [...layouts.values()].map(({ layout, kind, bounds, labels }) => ({
      layout,
      kind,
      bounds,
      labels,
    })),
    groups: groups.map((group) =>
      isSuppressed(group, minClients)
        ? { ...group.by, layout: group.layout.layout, suppressed: true }
        : { ...group.by, layout: group.layout.layout, ...figuresOf(group, asked) },
    ),
  };
}

interface Asked extends Readonly<Partial<Record<(typeof DIMENSIONS)[number], readonly string[]>>> {
  readonly by: "build_id" | "submission_date";
  readonly metric: string;
  readonly channel: readonly string[];
  readonly version?: readonly string[];
  readonly date?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly group_by: readonly GroupKey[];
  readonly percentiles: readonly number[];
  readonly weight: "pings" | "clients";
  readonly histogram: "true" | "false";
}

function valuesOf(name: string, values: readonly string[]): readonly string[] {
  return name === "child" ? values.map((value) => CHILD[value] ?? value) : values;
}

function figuresOf(
  { layout, histogram, sum, count, clients }: AggregateGroup,
  { percentiles, histogram: wanted }: Asked,
): Record<string, unknown> {
  const total = histogram.reduce((a, b) => a + b, 0n);
  return {
    suppressed: false,
    count,
    sum,
    clients,
    mean: total === 0n || !isNumeric(layout) ? null : Number(sum) / Number(total),
    ...(wanted === "true" ? { histogram } : {}),
    ...(percentiles.length > 0 ? { percentiles: percentilesOf(layout, histogram, percentiles) } : {}),
  };
}

function percentilesOf(
  layout: StoredLayout,
  histogram: readonly bigint[],
  percentiles: readonly number[],
): Record<string, number | null> {
  const counts = histogram.map(Number);
  return Object.fromEntries(
    percentiles.map((p) => [
      String(p),
      isNumeric(layout) ? percentileOfBuckets(layout.bounds, counts, p) : null,
    ]),
  );
}

/** Whether buckets are ranges of a number; the numbers of categories mean nothing. */
function isNumeric({ kind }: StoredLayout): boolean {
  return kind === "exponential" || kind === "linear" || kind === "count";
}
