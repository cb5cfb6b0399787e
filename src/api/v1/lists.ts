import {
  type Driver,
  type FoundMetric,
  listChannels,
  listDates,
  listDays,
  listOptions,
  searchMetrics,
} from "../../database/index.js";
import { ApiError } from "../api-error.js";
import type { ApiContext, ApiRequest } from "../context.js";
import { publicMetricName } from "../original/public-metric.js";
import type { Policy } from "../policy.js";
import { v1Parameters } from "./parameters.js";
import { parseQuery } from "./parse-query.js";

type By = "build_id" | "submission_date";

/** `/v1/channels` */
export async function v1Channels({ driver, policy }: ApiContext, request: ApiRequest): Promise<unknown> {
  const { by } = parseQuery(request.query, v1Parameters.channels) as { by: By };
  const channels = await listChannels(driver, by);
  return {
    by,
    channels: channels.filter((channel) => request.isAuthenticated || !policy.isProtectedChannel(channel)),
  };
}

/** `/v1/versions`, the greatest number first, whatever its length. */
export async function v1Versions(
  { driver, policy }: ApiContext,
  { query, refuseUnlessAuthenticated }: ApiRequest,
): Promise<unknown> {
  const { by, channel } = parseQuery(query, v1Parameters.versions) as { by: By; channel: string };
  if (policy.isProtectedChannel(channel)) refuseUnlessAuthenticated();
  const dates = new Map<string, string[]>();
  for (const { version, date } of await listDates(driver, by, channel)) {
    dates.set(version, [date, ...(dates.get(version) ?? [])]);
  }
  const order = (version: string): number => (/^\d+$/.test(version) ? Number(version) : -1);
  const versions = [...dates].sort(([a], [b]) => order(b) - order(a) || (a < b ? -1 : 1));
  return { by, channel, versions: versions.map(([version, list]) => ({ version, dates: list })) };
}

/** `/v1/options` */
export async function v1Options(
  { driver, policy }: ApiContext,
  { query, isAuthenticated, refuseUnlessAuthenticated }: ApiRequest,
): Promise<unknown> {
  const asked = parseQuery(query, v1Parameters.options) as { channel: string; version: string };
  if (policy.isProtectedChannel(asked.channel)) refuseUnlessAuthenticated();
  const options = await listOptions(driver, asked.channel, asked.version);
  if (options.size === 0) throw new ApiError(404, "no-data", "nothing is known of this channel and version");
  const metrics = (options.get("metric") ?? []).map(publicMetricName);
  const systems = (options.get("osVersion") ?? []).map((pair) => {
    const comma = pair.indexOf(",");
    return { os: pair.slice(0, comma), osVersion: pair.slice(comma + 1) };
  });
  return {
    ...asked,
    metrics: [...new Set(metrics)]
      .filter(
        (metric) =>
          !policy.isHidden(metric) && (isAuthenticated || !policy.isProtected(asked.channel, metric)),
      )
      .sort(),
    systems,
    dimensions: Object.fromEntries(
      [...options].filter(([dimension]) => dimension !== "metric" && dimension !== "osVersion"),
    ),
  };
}

/** `/v1/metrics`: those of a channel, or of all channels that are told of. */
export async function v1Metrics(
  { driver, policy }: ApiContext,
  { query, isAuthenticated, refuseUnlessAuthenticated }: ApiRequest,
): Promise<unknown> {
  const { search, channel, limit } = parseQuery(query, v1Parameters.metrics) as {
    search: string;
    channel?: string;
    limit: number;
  };
  if (channel !== undefined && policy.isProtectedChannel(channel)) refuseUnlessAuthenticated();
  const words = search.split(/\s+/).filter((word) => word !== "");
  const channels = channel === undefined ? await openChannels(driver, policy, isAuthenticated) : [channel];
  const found = new Map<string, FoundMetric>();
  // The limit is of what is told, so it comes last.
  for (const { metric: stored, kinds, description } of await searchMetrics(driver, {
    words,
    channels,
    limit: null,
  })) {
    const metric = publicMetricName(stored);
    const isSeen = (of: string): boolean => isAuthenticated || !policy.isProtected(of, metric);
    if (policy.isHidden(metric) || !(channels === null || channels.some(isSeen))) continue;
    const other = found.get(metric);
    found.set(metric, {
      metric,
      kinds: [...new Set([...(other?.kinds ?? []), ...kinds])].sort(),
      description: other?.description || description,
    });
  }
  return { metrics: [...found.values()].slice(0, limit), more: found.size > limit };
}

/** The channels whose metrics are listed, or null for all. */
async function openChannels(
  driver: Driver,
  policy: Policy,
  isAuthenticated: boolean,
): Promise<string[] | null> {
  if (isAuthenticated) return null;
  const kinds = await Promise.all([
    listChannels(driver, "build_id"),
    listChannels(driver, "submission_date"),
  ]);
  return [...new Set(kinds.flat())].filter((channel) => !policy.isProtectedChannel(channel));
}

/** `/v1/freshness` */
export async function v1Freshness({ driver }: ApiContext, { query }: ApiRequest): Promise<unknown> {
  const { limit } = parseQuery(query, v1Parameters.freshness) as { limit: number };
  const days = await listDays(driver, limit);
  const latest = days.find(({ state }) => state === "merged");
  return {
    latest: latest?.submissionDate ?? null,
    days: days.map(({ recipe: _, ...day }) => day),
  };
}
