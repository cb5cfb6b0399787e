import { type AggregatesQuery, descriptionOf, queryAggregates } from "../../database/index.js";
import type { ApiContext } from "../context.js";
import { isSuppressed } from "../is-suppressed.js";
import type { MetricAnswer } from "./metric.js";
import { storedCountName } from "./public-metric.js";

/** Whether a metric says how many documents used a feature. */
export function isUseCounter(metric: string): boolean {
  return metric.startsWith("USE_COUNTER2_");
}

/**
 * Use counters count only documents that used a feature; those that did not are what another metric counted besides.
 * A counter that was never seen is answered too. Dates on which the documents were not counted are left out,
 * and those on which so few clients counted them, or used the feature, that it might tell about one.
 */
export async function answerUseCounter(
  { driver, minClients }: ApiContext,
  query: AggregatesQuery,
): Promise<MetricAnswer> {
  const documents = query.metric.endsWith("_DOCUMENT")
    ? "CONTENT_DOCUMENTS_DESTROYED"
    : "TOP_LEVEL_CONTENT_DOCUMENTS_DESTROYED";
  const [used, all] = await Promise.all([
    queryAggregates(driver, query),
    queryAggregates(driver, { ...query, metric: storedCountName(documents) }),
  ]);
  const data = all
    .map((documented) => ({
      documented,
      counted: used.find(({ by }) => by.date === documented.by.date && by.label === documented.by.label),
    }))
    .filter(
      ({ documented, counted }) =>
        !isSuppressed(documented, minClients) &&
        (counted === undefined || !isSuppressed(counted, minClients)),
    )
    .map(({ documented: { by, sum, count }, counted }) => {
      const [, yes = 0n, invalid = 0n] = counted?.histogram ?? [];
      return {
        date: by.date ?? "",
        label: by.label ?? "",
        histogram: [sum - yes - invalid, yes, invalid],
        count: counted?.count ?? count,
        sum: counted?.sum ?? 0n,
      };
    });
  return {
    data,
    buckets: [0, 1, 2],
    kind: "boolean",
    description: await descriptionOf(driver, query.metric),
  };
}
