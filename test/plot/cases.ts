import { histogramBounds } from "../../src/histogram/index.js";
import { type Plot, plotBars, plotBox, plotCdf, plotHistogram, plotLine } from "../../src/plot/index.js";
import { histogram } from "../../src/stats/index.js";

// The creation delays of the published report, per day; the last holds 30 days and more.
const PER_DAY = [
  19434, 380, 113, 56, 51, 23, 21, 18, 20, 15, 8, 15, 14, 21, 16, 11, 10, 17, 24, 9, 3, 9, 5, 5, 5, 5, 4, 8,
  6, 4, 1738,
];
export const DELAYS: readonly (number | null)[] = [
  ...PER_DAY.flatMap((count, day) =>
    Array.from({ length: count }, (_, i) => (day === 30 ? 30 + (i % 400) : day)),
  ),
  ...new Array<null>(5).fill(null),
];

/** Numbers that look random and are the same everywhere: whole-number arithmetic only. */
export function spread(count: number, seed: number): number[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % 1000;
  };
  return Array.from({ length: count }, () => Math.round((next() + next() + next() + next()) / 4) / 10);
}

const day = (i: number) => new Date(Date.UTC(2017, 5, 10 + i));
const delay = { label: "creation delay", unit: "days", of: "pings" } as const;

/** Each case is drawn and compared with the picture of its name in the folder `golden`. */
export const CASES: Readonly<Record<string, () => Plot>> = {
  "histogram-of-delays": () =>
    plotHistogram(DELAYS, {
      ...delay,
      clip: [null, 30],
      title: "How long after the profile was created did the ping arrive?",
    }),
  "histogram-of-delays-as-published": () =>
    plotHistogram(histogram(DELAYS, { bins: 50, clip: [null, 30] }), {
      ...delay,
      clip: [null, 30],
      subtitle: "The published report's 50 bins: two in five hold no whole number of days",
    }),
  "histogram-in-percent": () =>
    plotHistogram(DELAYS, { ...delay, clip: [null, 30], percent: true, log: false }),
  "histogram-of-fractions": () => plotHistogram(spread(3000, 7), { label: "load", unit: "%" }),
  "histogram-exponential": () => {
    const bounds = histogramBounds("exponential", [1, 60_000], 30)!;
    const counts = bounds.map((_, i) => (i > 4 && i < 27 ? 500 - 2 * (i - 15) ** 2 : 0));
    return plotHistogram(
      { kind: "exponential", bounds, counts, sum: null },
      { label: "GC_MS", unit: "ms", of: "collections" },
    );
  },
  "histogram-boolean": () =>
    plotHistogram(
      { kind: "boolean", bounds: [0, 1, 2], counts: [812, 4013, 0], sum: 4013 },
      { label: "E10S_STATUS", of: "pings" },
    ),
  "histogram-empty": () => plotHistogram([null, Number.NaN], delay),
  "bars-of-reasons": () =>
    plotBars(
      new Map([
        ["startup", 4888],
        ["shutdown", 17461],
      ]),
      { title: "Pings by reason", of: "pings", percent: true },
    ),
  "bars-of-sequences": () =>
    plotBars(
      [
        { label: "shutdown → shutdown", value: 77 },
        { label: "shutdown → startup", value: 30 },
        { label: "startup → startup", value: 13 },
        {
          label: "shutdown → startup → shutdown ×3 → startup → shutdown ×11 → startup → shutdown → startup",
          value: 1,
        },
        { label: null, value: 1 },
      ],
      {
        of: "clients",
        percent: true,
        total: 144,
        title:
          "Reasons of the pings of clients that sent more than one, in the order in which the pings were created",
      },
    ),
  "bars-with-a-rest": () =>
    plotBars(
      {
        labels: Array.from({ length: 30 }, (_, i) => `crash ${i}`),
        values: Array.from({ length: 30 }, (_, i) => Math.round(900 / (i + 1))),
      },
      { of: "crashes", limit: 8 },
    ),
  "bars-below-zero": () => plotBars({ gained: 40, kept: 3, lost: -25, unknown: null }, { of: "clients" }),
  "cdf-by-group": () =>
    plotCdf(
      {
        startup: spread(800, 1).map((x) => Math.round(x * x)),
        shutdown: spread(2000, 2).map((x) => (x < 50 ? 0 : Math.round(x))),
      },
      { ...delay, log: true },
    ),
  "cdf-of-one": () => plotCdf(spread(5000, 3), { label: "startup time", unit: "s", range: [20, 80] }),
  "box-by-group": () =>
    plotBox(
      {
        startup: spread(300, 4),
        shutdown: spread(900, 5).map((x) => x * 3 + 10),
        "a group whose name is far too long for one line": [4, 5, 6, 90, null],
        empty: [],
      },
      { label: "session length", unit: "minutes", of: "sessions" },
    ),
  "line-by-day": () =>
    plotLine(
      {
        pings: Array.from(
          { length: 14 },
          (_, i) => [day(i), i === 5 ? null : 3000 + ((i * 377) % 900)] as const,
        ),
        clients: Array.from({ length: 14 }, (_, i) => ({ x: day(i), y: 2500 + ((i * 271) % 600) })),
      },
      { title: "Submissions per day", label: "submissions" },
    ),
  "line-of-shares": () =>
    plotLine(
      spread(60, 6).map((share, i) => [i, share / 100]),
      { label: "share of clients", percent: true, xLabel: "minute" },
    ),
};
