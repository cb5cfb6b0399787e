import assert from "node:assert/strict";
import type { ClientEvolution, ClientHistogram, MakeClient } from "./original-client.js";

interface Entry {
  readonly date: string;
  readonly label: string;
  readonly histogram: readonly number[];
  readonly count: number;
  readonly sum: number;
}
interface Answer {
  readonly data: readonly Entry[];
  readonly buckets: readonly (number | string)[];
  readonly kind: string;
  readonly description: string;
}
type Layout = Omit<Answer, "data">;
type Dates = Record<string, Record<string, string[]>>;

const KINDS = ["flag", "boolean", "count", "enumerated", "linear", "exponential", "categorical"];
const LINEAR = ["flag", "boolean", "enumerated", "linear"];

/** States what the original's client asks, takes for granted in the answers, and makes of them. */
export const restateClient: MakeClient = (url) => {
  const requests: string[] = [];
  const answers = new Map<string, Promise<{ status: number; body: unknown }>>();
  let builds: Dates = {};
  let submissions: Dates = {};

  /** Asks once for each address; what is no 200 has no answer but its status. */
  const get = (path: string): Promise<{ status: number; body: unknown }> => {
    assert.ok(url.length + path.length <= client.maxUrlLength, "the address is too long");
    const asked =
      answers.get(path) ??
      fetch(url + path).then(async (response) => {
        const text = await response.text();
        return { status: response.status, body: response.status === 200 ? JSON.parse(text) : null };
      });
    if (!answers.has(path)) requests.push(path);
    answers.set(path, asked);
    return asked;
  };

  /** Dates by version, in the order in which they are listed. */
  const datesOf = async (prefix: string, channel: string): Promise<Record<string, string[]>> => {
    const { body } = await get(`/aggregates_by/${prefix}/channels/${channel}/dates/`);
    const byVersion: Record<string, string[]> = {};
    for (const { version, date } of body as { version: string; date: string }[]) {
      byVersion[version] ??= [];
      byVersion[version].push(date);
    }
    return byVersion;
  };

  const client = {
    requests,
    maxUrlLength: 4094,

    async init() {
      const { body } = await get("/aggregates_by/build_id/channels/");
      const channels = body as string[];
      assert.ok(channels.length > 0, "without channels it would wait for ever");
      const listed = channels.map((channel) =>
        Promise.all([datesOf("build_id", channel), datesOf("submission_date", channel)]),
      );
      const lists = await Promise.all(listed);
      builds = Object.fromEntries(channels.map((channel, i) => [channel, lists[i]![0]]));
      submissions = Object.fromEntries(channels.map((channel, i) => [channel, lists[i]![1]]));
    },

    getVersions(from?: string, to?: string) {
      const versions = Object.entries(submissions).flatMap(([channel, byVersion]) =>
        Object.keys(byVersion)
          .filter((version) => builds[channel]?.[version] !== undefined)
          .map((version) => `${channel}/${version}`),
      );
      return versions
        .sort()
        .filter((version) => from === undefined || to === undefined || (from <= version && version <= to));
    },

    async getFilterOptions(channel: string, version: string) {
      const query = `channel=${encodeURIComponent(channel)}&version=${encodeURIComponent(version)}`;
      const { status, body } = await get(`/filters/?${query}`);
      if (body === null) assert.equal(status, 404);
      if (body === null) return {};
      const options = body as Record<string, string[]>;
      return { ...options, metric: options["metric"]!.filter((name) => !name.startsWith("STARTUP_")) };
    },

    async getHistogramInfo(channel: string, version: string, metric: string) {
      const dates = submissions[channel]![version]!.join(",");
      // Here alone commas go as they are.
      const query = `version=${encodeURIComponent(version)}&dates=${dates}&metric=${encodeURIComponent(metric)}`;
      const { body } = await get(
        `/aggregates_by/submission_date/channels/${encodeURIComponent(channel)}/?${query}`,
      );
      const { kind, description, buckets } = body as Answer;
      return [kind, description, buckets, dates] as [string, string, readonly unknown[], string];
    },

    async getEvolution(
      channel: string,
      version: string,
      metric: string,
      filters: Readonly<Record<string, string | readonly string[]>> = {},
      useSubmissionDate = false,
    ) {
      const prefix = useSubmissionDate ? "submission_date" : "build_id";
      const dates = (useSubmissionDate ? submissions : builds)[channel]![version]!;
      const more = Object.entries(filters)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))
        .map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join("");
      const pathOf = (some: readonly string[]): string =>
        `/aggregates_by/${prefix}/channels/${encodeURIComponent(channel)}/?version=${encodeURIComponent(version)}` +
        `&dates=${encodeURIComponent(some.join(","))}&metric=${encodeURIComponent(metric)}${more}`;
      const isLong = url.length + pathOf(dates).length > client.maxUrlLength;
      assert.ok(!isLong || useSubmissionDate, "the builds' dates make the address too long");
      const half = Math.floor(dates.length / 2);
      const entries: Entry[] = [];
      let layout: Layout | null = null;
      for (const some of isLong ? [dates.slice(0, half), dates.slice(half)] : [dates]) {
        const { status, body } = await get(pathOf(some));
        if (body === null) {
          assert.ok([404, 405, 500].includes(status), `could not obtain evolution: status ${status}`);
          return {};
        }
        const { data, ...rest } = body as Answer;
        entries.push(...data);
        layout = rest;
      }
      const labels = [...new Set(entries.map(({ label }) => label))];
      return Object.fromEntries(
        labels.map((label) => [
          label,
          evolutionOf(
            layout!,
            entries.filter((entry) => entry.label === label),
          ),
        ]),
      );
    },
  };
  return client;
};

function evolutionOf(layout: Layout, unsorted: readonly Entry[]): ClientEvolution {
  const entries = [...unsorted].sort((a, b) => Number(a.date) - Number(b.date));
  const each = (): ClientHistogram[] =>
    entries.map(({ histogram, count, sum }) => histogramOf(layout, histogram, count, sum));
  const dates = (): Date[] => entries.map(({ date }) => dateOf(date));
  return {
    ...layout,
    dates,
    submissions: () => each().map(({ submissions }) => submissions),
    sampleCounts: () => each().map(({ count }) => count),
    means: () => each().map((histogram) => histogram.mean()),
    percentiles: (percentile) => each().map((histogram) => histogram.percentile(percentile)),
    histogram() {
      const longest = entries.reduce((most, { histogram }) => Math.max(most, histogram.length), 0);
      const values = Array.from({ length: longest }, (_, i) =>
        entries.reduce((total, { histogram }) => total + (histogram[i] ?? 0), 0),
      );
      const add = (of: (entry: Entry) => number): number =>
        entries.reduce((total, entry) => total + of(entry), 0);
      return histogramOf(
        layout,
        values,
        add(({ count }) => count),
        add(({ sum }) => sum),
      );
    },
    sanitized() {
      const least = Math.max(100, Math.max(...entries.map(({ count }) => count)) / 100);
      const kept = entries.filter(({ count }) => count >= least);
      return kept.length === 0 ? null : evolutionOf(layout, kept);
    },
  };
}

function histogramOf(
  { buckets, kind, description }: Layout,
  values: readonly number[],
  submissions: number,
  sum: number,
): ClientHistogram {
  assert.ok(["number", "string"].includes(typeof buckets[0]), "buckets are numbers or strings");
  assert.equal(typeof values[0], "number");
  assert.equal(typeof submissions, "number");
  assert.equal(typeof sum, "number");
  assert.equal(typeof description, "string");
  assert.ok(KINDS.includes(kind), kind);
  const count = values.reduce((total, n) => total + n, 0);
  // The width of the last bucket, which has no end, is taken for that of each.
  const [before, last] = buckets.slice(-2).map(Number) as [number, number];
  const isLinear = LINEAR.includes(kind);
  const width = isLinear ? last - before : last / before;
  const within = (bucket: number, share: number): number => {
    const start = bucket < buckets.length ? Number(buckets[bucket]) : isLinear ? last + width : last * width;
    return isLinear ? start + width * share : start * width ** share;
  };
  return {
    values,
    count,
    submissions,
    sum,
    mean: () => values.reduce((total, n, i) => total + n * within(i, 0.5), 0) / count,
    percentile(percentile) {
      let left = count * (percentile / 100);
      let bucket = 0;
      while (left >= values[bucket]!) left -= values[bucket++]!;
      return within(bucket, left / values[bucket]!);
    },
  };
}

function dateOf(date: string): Date {
  assert.match(date, /^\d{8}$/);
  return new Date(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
}
