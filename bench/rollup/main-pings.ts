import { histogramBounds } from "../../src/histogram/index.js";

let state = 7;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const whole = (below: number): number => Math.floor(random() * below);
const pick = <T>(list: readonly T[]): T => list[whole(list.length)]!;

const words =
  "GC CYCLE TAB HTTP CACHE DISK MEMORY PAINT REFLOW IPC PLUGIN SEARCH PLACES DNS TLS VIDEO WEBGL FONT SESSION".split(
    " ",
  );
const nameOf = (i: number): string =>
  `${words[i % 19]}_${words[(i * 7) % 17]}_${words[(i * 5 + 3) % 13]}_${i.toString(36).toUpperCase()}`;
const kinds = [0, 0, 0, 1, 1, 2, 3, 4] as const;
const probes = Array.from({ length: 560 }, (_, i) => {
  const type = kinds[i % 8]!;
  const [range, buckets]: [[number, number], number] =
    type === 0
      ? [[1, pick([1000, 10_000, 60_000])], pick([20, 50, 100])]
      : type === 1
        ? [[1, 50], 51]
        : [[1, 2], 3];
  const bounds = histogramBounds(type === 0 ? "exponential" : "linear", range, buckets)!;
  return { name: nameOf(i), type, range, buckets, bounds };
});
const keyedNames = Array.from({ length: 60 }, (_, i) => ({
  name: `${nameOf(i)}_KEYED`,
  probe: probes[(i * 3) % 560]!,
}));
const labels = Array.from({ length: 400 }, (_, i) => `label-${i.toString(36)}@example.org`);
const scalarNames = Array.from({ length: 60 }, (_, i) => `browser.area${i % 9}.count_${i.toString(36)}`);

function histogram({ type, range, buckets, bounds }: (typeof probes)[number]): object {
  const values: Record<string, number> = {};
  let sum = 0;
  if (type > 1) {
    sum = whole(50);
    values["0"] = sum;
    values["1"] = type === 4 ? 0 : whole(9);
  } else {
    const filled = 1 + Math.floor(random() ** 2 * 14);
    const first = whole(Math.max(1, bounds.length - filled - 2));
    for (let i = first; i < first + filled; i++) {
      const n = 1 + whole(90);
      values[bounds[i]!] = n;
      sum += n * bounds[i]!;
    }
    values[bounds[first + filled]!] = 0;
  }
  return { range, bucket_count: buckets, histogram_type: type, values, sum };
}
function section(share: number): object {
  return {
    histograms: Object.fromEntries(
      probes.filter(() => random() < share).map((probe) => [probe.name, histogram(probe)]),
    ),
    keyedHistograms: Object.fromEntries(
      keyedNames
        .filter(() => random() < share)
        .map(({ name, probe }) => [
          name,
          Object.fromEntries(
            Array.from({ length: 1 + whole(4) }, () => [
              labels[Math.floor(random() ** 2 * 400)],
              histogram(probe),
            ]),
          ),
        ]),
    ),
  };
}
const scalars = (): object =>
  Object.fromEntries(scalarNames.filter(() => random() < 0.5).map((name) => [name, whole(5000)]));
/** The text of a main ping, with names, sizes and order much as Firefox writes them. */
export function mainPing(i: number, day: string): string {
  const { histograms, keyedHistograms } = section(0.45) as Record<string, object>;
  const hangs = Array.from({ length: 60 }, (_, n) => ({
    name: `Gecko${n}`,
    activity: { counts: { 0: whole(9), 1: whole(9) } },
    hangs: [],
  }));
  return JSON.stringify({
    type: "main",
    id: `id-${i}`,
    version: 4,
    application: {
      architecture: "x86-64",
      buildId: `201705${pick(["29", "30", "31"])}030205`,
      name: "Firefox",
      version: "55.0a1",
      channel: pick(["nightly", "nightly", "beta"]),
    },
    payload: {
      ver: 4,
      simpleMeasurements: {
        main: whole(900),
        uptime: whole(3000),
        firstPaint: whole(9000),
        js: { a: whole(9), b: whole(99) },
        left: "text",
      },
      histograms,
      keyedHistograms,
      processes: {
        parent: { scalars: scalars(), keyedScalars: { "a.b": { x: whole(9), y: whole(9) } } },
        content: { ...section(0.3), scalars: scalars() },
      },
      threadHangStats: hangs,
      log: Array.from({ length: 90 }, (_, n) => [
        "EVENT_NAME",
        n * 1000,
        whole(99_999),
        "some text that nobody sums",
      ]),
    },
    clientId: `client-${i % 300}`,
    environment: {
      settings: { e10sEnabled: true, locale: "en-US" },
      system: { os: { name: pick(["Windows_NT", "Darwin", "Linux"]), version: pick(["6.1", "10.0"]) } },
      addons: {
        activeAddons: Object.fromEntries(
          labels.slice(0, 30).map((name) => [name, { version: "1.0", type: "extension", scope: 1 }]),
        ),
      },
    },
    meta: { submissionDate: day, docType: "main", sampleId: i % 100, documentId: `id-${i}` },
  });
}
