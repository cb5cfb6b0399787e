const COUNT_PREFIX = "[[COUNT]]_";

/** The name under which a count histogram is stored. */
export function storedCountName(metric: string): string {
  return COUNT_PREFIX + metric;
}

/** The name under which the API knows a stored metric. */
export function publicMetricName(stored: string): string {
  return stored.startsWith(COUNT_PREFIX) ? stored.slice(COUNT_PREFIX.length) : stored;
}
