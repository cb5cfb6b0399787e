import { listChannels, listDates, listOptions } from "../../database/index.js";
import { isStorableText } from "../../text/index.js";
import { ApiError } from "../api-error.js";
import type { ApiContext, ApiRequest } from "../context.js";
import { publicMetricName } from "./public-metric.js";

/** `/aggregates_by/{prefix}/channels/` */
export async function originalChannels(
  { driver, policy }: ApiContext,
  { isAuthenticated }: ApiRequest,
  prefix: string,
): Promise<string[]> {
  if (prefix !== "build_id" && prefix !== "submission_date") return [];
  const channels = await listChannels(driver, prefix);
  return isAuthenticated ? channels : channels.filter((channel) => !policy.isProtectedChannel(channel));
}

/** `/aggregates_by/{prefix}/channels/{channel}/dates/` */
export async function originalDates(
  { driver, policy }: ApiContext,
  { refuseUnlessAuthenticated }: ApiRequest,
  prefix: string,
  channel: string,
): Promise<{ version: string; date: string }[]> {
  if (policy.isProtectedChannel(channel)) refuseUnlessAuthenticated();
  if ((prefix !== "build_id" && prefix !== "submission_date") || !isStorableText(channel)) return [];
  return listDates(driver, prefix, channel);
}

const PROCESSES: Readonly<Record<string, string>> = { true: "content", false: "parent" };

/** `/filters/` */
export async function originalFilters(
  { driver, policy, hasE10s }: ApiContext,
  { query, isAuthenticated, refuseUnlessAuthenticated }: ApiRequest,
): Promise<Record<string, string[]>> {
  const channel = query.get("channel")?.[0];
  const version = query.get("version")?.[0];
  if (!channel || !version) throw new ApiError(404, "missing-parameter", "Missing channel or version");
  if (policy.isProtectedChannel(channel)) refuseUnlessAuthenticated();
  const known =
    isStorableText(channel) && isStorableText(version) ? await listOptions(driver, channel, version) : [];
  const options: Record<string, string[]> = {};
  for (const [dimension, values] of known) {
    if (dimension === "metric") {
      const seen = values.filter(
        (metric) => !policy.isHidden(metric) && (isAuthenticated || !policy.isProtected(channel, metric)),
      );
      if (seen.length > 0) options["metric"] = [...new Set(seen.map(publicMetricName))].sort();
    } else if (dimension === "osVersion") options["os"] = values;
    else if (dimension === "child")
      options["child"] = values.map((value) => PROCESSES[value] ?? value).sort();
    else if (dimension !== "e10sEnabled" || hasE10s) options[dimension] = values;
  }
  if (Object.keys(options).length === 0)
    throw new ApiError(404, "no-data", "No filters for that channel and version");
  return options;
}
