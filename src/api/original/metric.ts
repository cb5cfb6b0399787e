import {
  type AggregateGroup,
  type AggregatesQuery,
  type Dimension,
  descriptionOf,
  layoutsOf,
  queryAggregates,
  type StoredLayout,
} from "../../database/index.js";
import { isStorableText } from "../../text/index.js";
import { ApiError } from "../api-error.js";
import type { ApiContext, ApiRequest } from "../context.js";
import { isSuppressed } from "../is-suppressed.js";
import { mapLayout } from "./map-layout.js";
import { storedCountName } from "./public-metric.js";
import { answerUseCounter, isUseCounter } from "./use-counter.js";

/** One histogram of an answer. */
export interface MetricEntry {
  readonly date: string;
  readonly label: string;
  readonly histogram: readonly bigint[];
  readonly count: bigint;
  readonly sum: bigint;
}

/** The answer of the metric route. */
export interface MetricAnswer {
  readonly data: readonly MetricEntry[];
  readonly buckets: readonly (number | string)[];
  readonly kind: string;
  readonly description: string;
}

const REQUIRED = ["version", "dates", "metric"];
const FILTERS: readonly Dimension[] = ["application", "architecture", "os", "osVersion", "label", "child"];
// The numbers that aggregates have instead of names, from the time when there were two processes.
const CHILD: Readonly<Record<string, string>> = { content: "true", parent: "false" };
const NO_DATA = "No data found for this metric and filters";

/** `/aggregates_by/{prefix}/channels/{channel}/` */
export async function originalMetric(
  context: ApiContext,
  request: ApiRequest,
  prefix: string,
  channel: string,
): Promise<MetricAnswer> {
  const { query, path } = request;
  const filters: readonly Dimension[] = context.hasE10s ? [...FILTERS, "e10sEnabled"] : FILTERS;
  const allowed = [...REQUIRED, ...filters];
  if ([...query.keys()].some((name) => !allowed.includes(name))) {
    throw new ApiError(405, "unknown-parameter", "The method is not allowed for the requested URL.", {
      Allow: `${encodeURI(path)}?${allowed.join("&")}`,
    });
  }
  const versions = given(query, "version");
  const metrics = given(query, "metric");
  const dates = given(query, "dates").flatMap((list) => list.split(","));
  if (metrics.length !== 1 || versions.length === 0 || dates.length === 0) {
    throw new ApiError(
      404,
      "missing-parameter",
      "Missing date or version or metric. All three are required.",
    );
  }
  const [metric] = metrics as [string];
  if (context.policy.isHidden(metric))
    throw new ApiError(404, "unknown-metric", "This metric is not allowed");
  if (context.policy.isProtected(channel, metric)) request.refuseUnlessAuthenticated();
  if (prefix !== "build_id" && prefix !== "submission_date") throw new ApiError(404, "no-data", NO_DATA);
  const wanted = Object.fromEntries(
    filters
      .filter((name) => query.has(name))
      .map((name) => [
        name,
        query.get(name)!.map((value) => (name === "child" ? (CHILD[value] ?? value) : value)),
      ]),
  );
  if (![channel, metric, ...versions, ...Object.values(wanted).flat()].every(isStorableText)) {
    throw new ApiError(404, "no-data", NO_DATA);
  }
  const question = {
    by: prefix,
    channels: [channel],
    versions,
    dates: [...new Set(dates)].filter((date) => /^\d{8}$/.test(date)),
    filters: wanted,
    groupBy: ["date", "label"],
    maxGroups: context.maxGroups,
  } as const;
  const answer = isUseCounter(metric)
    ? await answerUseCounter(context, { ...question, metric })
    : await answerMetric(context, { ...question, metric });
  if (answer === null || answer.data.length === 0) throw new ApiError(404, "no-data", NO_DATA);
  return { ...answer, data: inOrder(answer.data, dates, context.maxGroups) };
}

function given(query: ApiRequest["query"], name: string): string[] {
  return (query.get(name) ?? []).filter((value) => value !== "");
}

async function answerMetric(context: ApiContext, query: AggregatesQuery): Promise<MetricAnswer | null> {
  const { driver, minClients } = context;
  const hasPublicName = (await layoutsOf(driver, query.metric)).length > 0;
  if (query.metric.startsWith("[[")) return null;
  const stored = hasPublicName ? query.metric : storedCountName(query.metric);
  const all = await queryAggregates(driver, { ...query, metric: stored });
  const groups = all.filter((group) => !isSuppressed(group, minClients));
  const layout = latestLayout(groups);
  if (layout === null) return null;
  return {
    data: groups.flatMap((group) => toEntry(group, layout)),
    buckets: bucketsOf(layout),
    kind: layout.kind,
    description: await descriptionOf(driver, stored),
  };
}

function latestLayout(groups: readonly AggregateGroup[]): StoredLayout | null {
  return groups.reduce<StoredLayout | null>(
    (latest, { layout }) => (latest === null || layout.id > latest.id ? layout : latest),
    null,
  );
}

/** A group in the layout of the answer; none where its own can't be told in it. */
function toEntry(group: AggregateGroup, layout: StoredLayout): MetricEntry[] {
  const places = mapLayout(group.layout, layout);
  if (places === null) return [];
  const histogram = layout.bounds.map(() => 0n);
  for (const [i, place] of places.entries()) histogram[place]! += group.histogram[i]!;
  const { date = "", label = "" } = group.by;
  return [{ date: date ?? "", label: label ?? "", histogram, count: group.count, sum: group.sum }];
}

/** The original tells two buckets of a flag, whose histogram has three. */
function bucketsOf({ kind, bounds, labels }: StoredLayout): readonly (number | string)[] {
  return labels ?? (kind === "flag" ? [0, 1] : bounds);
}

/**
 * Entries in the order in which dates were asked for, a date asked for twice being answered twice.
 * @throws {ApiError} With status 413, if there are more than `most` then.
 */
function inOrder(data: readonly MetricEntry[], dates: readonly string[], most: number): MetricEntry[] {
  const byDate = new Map<string, MetricEntry[]>();
  for (const entry of mergeSame(data)) {
    const entries = byDate.get(entry.date);
    if (entries === undefined) byDate.set(entry.date, [entry]);
    else entries.push(entry);
  }
  const lists = dates.map((date) => byDate.get(date) ?? []);
  if (lists.reduce((sum, { length }) => sum + length, 0) > most) {
    throw new ApiError(413, "too-many-groups", `more than ${most} histograms; ask for fewer dates`);
  }
  return lists.flat();
}

/** Adds entries of one date and label, which there are when a metric's layout changed. */
function mergeSame(data: readonly MetricEntry[]): MetricEntry[] {
  const byKey = new Map<string, MetricEntry>();
  for (const entry of data) {
    const key = JSON.stringify([entry.date, entry.label]);
    const other = byKey.get(key);
    byKey.set(
      key,
      other === undefined
        ? entry
        : {
            ...entry,
            histogram: entry.histogram.map((n, i) => n + other.histogram[i]!),
            count: entry.count + other.count,
            sum: entry.sum + other.sum,
          },
    );
  }
  return [...byKey.values()];
}
