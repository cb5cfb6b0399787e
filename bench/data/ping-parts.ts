import { Buffer } from "node:buffer";
import { Random } from "../../src/synthetic/random.js";

/** A piece of a ping's JSON, ready to be copied, and where it may be varied. */
export interface Part {
  readonly bytes: Buffer;
  /** The same with all that is not ASCII escaped, as some clients send it. */
  readonly ascii: Buffer;
  /** Digits of `ascii` and `bytes` that may be any digit: in numbers, not the first. The two have the same ones. */
  readonly digits: readonly number[];
  readonly asciiDigits: readonly number[];
}

/** What pings are put together from: variants of each piece, with and without their names. */
export interface PingParts {
  /** By metric: variants of `"NAME":{histogram}`; likewise the others. */
  readonly histograms: readonly (readonly Part[])[];
  readonly keyedHistograms: readonly (readonly Part[])[];
  readonly scalars: readonly (readonly Part[])[];
  readonly keyedScalars: readonly (readonly Part[])[];
  readonly simpleMeasurements: readonly Part[];
  readonly hangs: readonly Part[];
  readonly builds: readonly {
    readonly part: Part;
    readonly application: Part;
    readonly channel: string;
    readonly id: string;
    readonly version: string;
  }[];
  readonly systems: readonly { readonly part: Part; readonly os: string }[];
  readonly settings: readonly Part[];
  readonly addons: readonly { readonly part: Part; readonly detail: Part; readonly id: string }[];
  readonly clients: readonly string[];
  readonly text: (json: string) => Part;
}

const words = (
  "GC MS FX TAB SWITCH TOTAL HTTP CACHE DISK MEMORY PAINT REFLOW IPC PROCESS PLUGIN SEARCH PLACES SYNC DNS TLS CERT " +
  "VIDEO AUDIO WEBGL CANVAS FONT SESSION RESTORE STARTUP SHUTDOWN ADDON UPDATE DEVTOOLS CYCLE COLLECTOR FORGET " +
  "SKIPPABLE MAX COUNT TIME LATENCY SIZE KB ENUM FLAG"
).split(" ");
const addonNames = [
  ...[
    "uBlock Origin",
    "Web Compat",
    "Grammarly für Firefox",
    "Яндекс Визуальные закладки",
    '広告ブロック "Pro"',
  ],
  ...["C:\\Users\\Tab Saver", "Emoji 😀 Keyboard", "Multi-process staged rollout", "line1\nline2\ttabbed"],
];
const descriptions = [
  ...[
    "Sets value(s) in the update url based on custom checks.",
    "An efficient blocker. Easy on CPU and memory.",
  ],
  ...['Перевод страниц и "быстрые" ссылки \\ закладки', 'path \\\\server\\share "quoted" {brace} [bracket]'],
  ...["日本語の説明テキスト。とても便利な拡張機能です。", "Téléchargeur vidéo"],
];

/** Makes the pieces of varied main pings of 2017, in the shapes and sizes that Firefox sent. */
export function makeParts(seed: number): PingParts {
  const random = new Random(seed, "parts");
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const metric = (): string => many(random.integer(3, 6), () => random.pick(words)).join("_");
  const names = (count: number): string[] => [...new Set(many(2 * count, metric))].slice(0, count);
  const named = (name: string, value: unknown): Part =>
    part(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const keys = many(4000, () => keyName(random));
  const key = (): string => keys[Math.floor(keys.length * random.unit() ** 3)]!;
  const keyed = (count: number, value: () => unknown): { [key: string]: unknown } =>
    Object.fromEntries(many(random.integer(1, count), () => [key(), value()]));

  return {
    histograms: names(600).map((name) => {
      const shape = histogramShape(random);
      return many(12, () => named(name, histogram(random, shape, 30)));
    }),
    keyedHistograms: names(120).map((name) => {
      const shape = histogramShape(random);
      return many(12, () =>
        named(
          `${name}_KEYED`,
          keyed(6, () => histogram(random, shape, 18)),
        ),
      );
    }),
    scalars: many(240, () => {
      const name = `${random.pick(words)}.${random.pick(words)}.${metric()}`.toLowerCase();
      const text = ['Intel(R) HD "Graphics"', "ok", "d3d11"];
      const kind = random.unit();
      return many(8, () =>
        named(
          name,
          kind < 0.15 ? random.pick(text) : kind < 0.4 ? random.chance(0.5) : random.integer(0, 1e6),
        ),
      );
    }),
    keyedScalars: names(60).map((name) =>
      many(8, () =>
        named(
          name.toLowerCase(),
          keyed(5, () => random.integer(1, 1e4)),
        ),
      ),
    ),
    simpleMeasurements: many(100, () =>
      part(
        JSON.stringify({
          ...Object.fromEntries(many(40, () => [metric().toLowerCase(), random.integer(0, 1e5)])),
          firstPaint: random.integer(300, 9000),
        }),
      ),
    ),
    hangs: many(200, () => part(JSON.stringify(hang(random)))),
    builds: many(60, () => build(random)),
    systems: many(200, () => system(random)),
    settings: many(50, () => part(JSON.stringify(settings(random)))),
    addons: many(2500, (i) => addon(random, i)),
    clients: many(1500, () => random.uuid()),
    text: part,
  };
}

function part(json: string): Part {
  const bytes = Buffer.from(json);
  const ascii = Buffer.from(
    json.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
  return { bytes, ascii, digits: digitsOf(bytes), asciiDigits: digitsOf(ascii) };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function digitsOf(bytes: Buffer): number[] {
  const digits: number[] = [];
  let isInString = false;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0x5c) at += 1;
    else if (bytes[at] === 0x22) isInString = !isInString;
    else if (!isInString && isDigit(bytes[at]) && isDigit(bytes[at - 1])) digits.push(at);
  }
  return digits;
}

interface HistogramShape {
  readonly type: number;
  readonly range: readonly [number, number];
  readonly edges: readonly number[];
}

/** Exponential, linear, boolean, flag, count or categorical. */
function histogramShape(random: Random): HistogramShape {
  const type = random.pick([0, 0, 0, 1, 1, 2, 3, 4, 5]);
  if (type >= 2 && type <= 4) return { type, range: [1, 2], edges: [0, 1, 2] };
  const count = random.pick([10, 20, 50, 100]);
  const high = type === 0 ? random.pick([1000, 10000, 30000, 8000000]) : count;
  const edges = [0, 1];
  for (let i = 2; i < count; i++) {
    const last = edges[i - 1]!;
    const next = Math.floor(Math.exp(Math.log(last) + (Math.log(high) - Math.log(last)) / (count - i)) + 0.5);
    edges.push(type === 0 ? Math.max(next, last + 1) : i);
  }
  return { type, range: [1, high], edges };
}

function histogram(random: Random, { type, range, edges }: HistogramShape, most: number): unknown {
  const values: { [edge: string]: number } = {};
  const count = edges.length < 4 ? 2 : Math.min(edges.length - 2, 1 + Math.floor(random.unit() ** 2 * most));
  const from = edges.length < 4 ? 0 : random.integer(0, edges.length - count - 2);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    // The buckets around those that count are sent as zeros.
    const counted = i === 0 || i === count - 1 ? 0 : Math.floor(random.logarithmic(1, 3000));
    values[edges[from + i]!] = counted;
    sum += counted * edges[from + i]!;
  }
  return { range, bucket_count: edges.length, histogram_type: type, values, sum };
}

function keyName(random: Random): string {
  return random.pick([
    () => `{${random.uuid()}}`,
    () => `P${random.pick(words)}::Msg_${random.pick(words)}`,
    () => `${random.pick(words).toLowerCase()}@mozilla.org`,
    () => random.pick(["google.urlbar", '<unknown "IPC" msg>', "a\\b", "Überwachung"]),
    () => `chrome://browser/content/${random.hex(6)}.js:${random.integer(1, 999)}`,
  ])();
}

function hang(random: Random): unknown {
  const frames = [
    "Startup::XRE_Main",
    "chrome://global/content/x.js:12",
    "js::RunScript",
    "(content script)",
    '-[NSApp "run"]',
  ];
  const flags: HistogramShape = { type: 2, range: [1, 2], edges: [0, 1, 2] };
  return {
    name: random.pick(["Gecko", "ImageBridgeChild", "Compositor"]),
    activity: histogram(random, { type: 0, range: [1, 64], edges: [0, 1, 2, 4, 8, 16, 32, 64] }, 6),
    hangs: Array.from({ length: random.integer(0, 4) }, () => ({
      stack: Array.from({ length: random.integer(2, 12) }, () => random.pick(frames)),
      histogram: histogram(random, flags, 2),
      nativeStack: null,
    })),
  };
}

function build(random: Random): PingParts["builds"][number] {
  const channel = random.pick(["release", "release", "release", "beta", "nightly", "aurora"]);
  const version = `${random.integer(50, 60)}.0${channel === "nightly" ? "a1" : ""}`;
  const id = `2017${random.integer(10, 12)}${random.integer(10, 28)}030205`;
  const common = { vendor: "Mozilla", platformVersion: version, xpcomAbi: "x86_64-msvc" };
  const start = { architecture: "x86-64", buildId: id };
  return {
    ...{ channel, version, id },
    part: part(
      JSON.stringify({
        applicationId: "{ec8030f7-c20a-464f-9b0e-13a3a9e97384}",
        applicationName: "Firefox",
        ...{ ...start, version, ...common, hotfixVersion: null, updaterAvailable: true },
      }),
    ),
    application: part(
      JSON.stringify({ ...start, name: "Firefox", version, displayVersion: version, ...common, channel }),
    ),
  };
}

function system(random: Random): PingParts["systems"][number] {
  const os = random.pick(["Windows_NT", "Windows_NT", "Darwin", "Linux"]);
  const disk = { model: "SanDisk SD7SN6S-256G-1006", revision: "X3511006" };
  const adapter = {
    ...{
      description: "Intel(R) HD Graphics 520",
      vendorID: "0x8086",
      deviceID: "0x1916",
      subsysID: "00000000",
      RAM: null,
    },
    ...{
      driver: "igdumdim64 igd10iumd64 igd12umd64",
      driverVersion: "20.19.15.4483",
      driverDate: "7-1-2016",
      GPUActive: true,
    },
  };
  const value = {
    ...{ memoryMB: random.integer(2000, 32000), virtualMaxMB: 134217728, isWow64: false },
    cpu: {
      ...{ count: random.integer(1, 16), cores: random.integer(1, 8), vendor: "GenuineIntel", family: 6 },
      ...{
        model: random.integer(20, 100),
        stepping: 3,
        l2cacheKB: 256,
        l3cacheKB: 3072,
        speedMHz: random.integer(1000, 4000),
      },
      extensions: [
        "hasMMX",
        "hasSSE",
        "hasSSE2",
        "hasSSE3",
        "hasSSSE3",
        "hasSSE4_1",
        "hasSSE4_2",
        "hasAVX",
        "hasAVX2",
      ],
    },
    os: {
      ...{
        name: os,
        version: random.pick(["10.0", "6.1", "16.4.0"]),
        locale: random.pick(["en-US", "de", "ru", "ja"]),
      },
      ...{
        servicePackMajor: 0,
        servicePackMinor: 0,
        windowsBuildNumber: 14393,
        windowsUBR: 693,
        installYear: 2016,
      },
    },
    hdd: { profile: disk, binary: disk, system: disk },
    gfx: {
      ...{ D2DEnabled: false, DWriteEnabled: true, ContentBackend: "Skia", adapters: [adapter] },
      monitors: [{ screenWidth: 1366, screenHeight: 768, refreshRate: 60, pseudoDisplay: false }],
      features: {
        compositor: "d3d11",
        d3d11: { status: "available", version: 45312, warp: false, textureSharing: true, blacklisted: false },
        d2d: { status: "available", version: "1.1" },
      },
    },
  };
  return { os, part: part(JSON.stringify(value)) };
}

function settings(random: Random): unknown {
  return {
    ...{
      blocklistEnabled: true,
      e10sEnabled: true,
      e10sMultiProcesses: 4,
      telemetryEnabled: random.chance(0.5),
    },
    ...{
      isInOptoutSample: false,
      locale: "en-US",
      update: { channel: "release", enabled: true, autoDownload: true },
    },
    userPrefs: {
      "browser.cache.disk.capacity": random.integer(100000, 999999),
      "browser.newtabpage.enhanced": true,
      "general.config.filename": 'C:\\Program Files\\"x".cfg',
    },
    ...{
      addonCompatibilityCheckEnabled: true,
      isDefaultBrowser: random.chance(0.7),
      defaultSearchEngine: "google",
    },
    defaultSearchEngineData: {
      name: "Google",
      loadPath: "[distribution]/searchplugins/locale/en-US/google.xml",
      submissionURL: "https://www.google.com/search?q=&ie=utf-8&oe=utf-8",
    },
  };
}

function addon(random: Random, index: number): PingParts["addons"][number] {
  const id = random.chance(0.5)
    ? `{${random.uuid()}}`
    : `${random.pick(words).toLowerCase()}${index}@mozilla.org`;
  const name = random.pick(addonNames);
  const value = {
    ...{
      version: `${random.integer(1, 60)}.${random.integer(0, 9)}`,
      scope: random.integer(1, 8),
      type: "extension",
    },
    ...{
      updateDay: random.integer(16000, 18000),
      isSystem: random.chance(0.3),
      isWebExtension: random.chance(0.6),
    },
    ...{ multiprocessCompatible: true, blocklisted: false, description: random.pick(descriptions), name },
    ...{
      userDisabled: false,
      appDisabled: false,
      foreignInstall: random.chance(0.1),
      hasBinaryComponents: false,
    },
    ...{ installDay: random.integer(15000, 18000), signedState: 2 },
  };
  const detail = { location: "app-profile", name, creator: 'Raymond Hill & "contributors"' };
  const key = JSON.stringify(id);
  return {
    id,
    part: part(`${key}:${JSON.stringify(value)}`),
    detail: part(`${key}:${JSON.stringify(detail)}`),
  };
}
