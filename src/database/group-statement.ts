import type { AggregatesQuery, GroupKey } from "./query-aggregates.js";
import type { SqlValue } from "./types.js";

// PostgreSQL plans a sum per element well up to here; longer arrays are added by the aggregate function.
const LONGEST_SPELT_OUT = 1200;
// A type that has no order, so that groups are found by hashes: sorting rows as wide as these takes as long as adding them.
const UNORDERED = "'0'::xid";
const COLUMNS: readonly GroupKey[] = ["date", "channel", "version"];
// Text in every profile. Others are booleans in some, which `@>` would not find by their text.
const ALWAYS_TEXT = ["label", "application", "architecture", "os", "osVersion"];

/**
 * The statement that adds up the histograms of one length: a sum per element, over all dates at once. Everything that
 * was asked for is a parameter, the names of dimensions included. Groups come in no order.
 */
export function groupStatement(
  { by, metric, channels, versions, filters = {}, groupBy = [], weight = "pings" }: AggregatesQuery,
  {
    dates,
    length,
    layouts,
    maxGroups,
  }: {
    readonly dates: readonly string[];
    readonly length: number;
    readonly layouts: readonly number[];
    readonly maxGroups: number;
  },
): { readonly sql: string; readonly values: SqlValue[] } {
  const values: SqlValue[] = [];
  const parameter = (value: SqlValue): string => `$${values.push(value)}`;
  const contained: Record<string, string> = { metric };
  const conditions = [
    `a.kind = ${parameter(by)}`,
    `a.channel = ANY(${parameter(channels)}::text[])`,
    `a.date = ANY(${parameter(dates)}::text[])`,
    `a.layout = ANY(${parameter(layouts)}::integer[])`,
  ];
  if (versions !== undefined) conditions.push(`a.version = ANY(${parameter(versions)}::text[])`);
  for (const [dimension, wanted] of Object.entries(filters)) {
    if (wanted.length === 1 && ALWAYS_TEXT.includes(dimension)) contained[dimension] = wanted[0]!;
    else {
      conditions.push(`a.dimensions ->> ${parameter(dimension)}::text = ANY(${parameter(wanted)}::text[])`);
    }
  }
  conditions.push(`a.dimensions @> ${parameter(JSON.stringify(contained))}::jsonb`);
  const keys = groupBy.map((key, i) => {
    const value = COLUMNS.includes(key) ? `a.${key}` : `a.dimensions ->> ${parameter(key)}::text`;
    return `${value} COLLATE "C" AS g${i}`;
  });
  const column = weight === "clients" ? "a.client_histogram" : "a.histogram";
  if (weight === "clients") conditions.push("a.client_histogram IS NOT NULL");
  const positions = [...groupBy.keys()].map((i) => i + 2);
  return {
    sql: `SELECT a.layout, ${keys.map((key) => `${key}, `).join("")}
        ${sumOf(column, length)} AS histogram, sum(a.client_histogram[${length}]) AS clients
      FROM pingframe.aggregates a
      WHERE ${conditions.join(" AND ")}
      GROUP BY 1${positions.map((i) => `, ${i}`).join("")}, ${UNORDERED}
      LIMIT ${maxGroups + 1}`,
    values,
  };
}

function sumOf(column: string, length: number): string {
  if (length > LONGEST_SPELT_OUT) return `aggregate_histograms(${column})`;
  return `ARRAY[${Array.from({ length }, (_, i) => `sum(${column}[${i + 1}])`).join(", ")}]`;
}
