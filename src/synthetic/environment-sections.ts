import type { Random } from "./random.js";

/** A machine as `environment.system` describes it, with what other parts of a ping say about it. */
export interface Machine {
  readonly system: object;
  readonly os: string;
  readonly xpcomAbi: string;
}

const SYSTEMS: readonly (readonly [
  {
    readonly name: string;
    readonly versions: readonly string[];
    readonly xpcomAbi: string;
    readonly memory: readonly (readonly [number, number])[];
  },
  number,
])[] = [
  [
    {
      name: "Windows_NT",
      versions: ["10.0", "10.0", "6.1", "6.1", "6.3", "5.1"],
      xpcomAbi: "x86-msvc",
      memory: [
        [2047, 3],
        [4000, 6],
        [8075, 6],
        [16_265, 3],
        [32_710, 1],
      ],
    },
    87,
  ],
  [
    {
      name: "Darwin",
      versions: ["16.6.0", "16.5.0", "15.6.0", "14.5.0"],
      xpcomAbi: "x86_64-gcc3",
      memory: [
        [4096, 1],
        [8192, 5],
        [16_384, 4],
      ],
    },
    8,
  ],
  [
    {
      name: "Linux",
      versions: ["4.10.0-22-generic", "4.4.0-79-generic", "4.11.4-1-ARCH"],
      xpcomAbi: "x86_64-gcc3",
      memory: [
        [1998, 1],
        [3936, 3],
        [7871, 5],
        [15_934, 3],
      ],
    },
    5,
  ],
];
const CPU_EXTENSIONS =
  "hasMMX hasSSE hasSSE2 hasSSE3 hasSSSE3 hasSSE4_1 hasSSE4_2 hasAVX hasAVX2 hasAES".split(" ");
const ADAPTERS = [
  ["Intel(R) HD Graphics 520", "0x8086", "0x1916", "igdumdim64 igd10iumd64 igd10iumd64 igd12umd64"],
  ["NVIDIA GeForce GTX 960", "0x10de", "0x1401", "nvd3dumx,nvwgf2umx,nvwgf2umx,nvwgf2umx"],
  ["AMD Radeon R5 Graphics", "0x1002", "0x98e4", "aticfx64 aticfx64 aticfx64 amdxc64"],
  ["Mesa DRI Intel(R) Haswell Mobile", "0x8086", "0x0416", ""],
] as const;
export const LOCALES: readonly string[] = [
  "en-US",
  "de",
  "fr",
  "es-ES",
  "pt-BR",
  "ru",
  "pl",
  "ja",
  "zh-CN",
  "it",
];
const ADDONS = [
  ["uBlock Origin", "Finally, an efficient blocker. Easy on CPU and memory."],
  ["Adblock Plus", "Ads were yesterday!"],
  ["Яндекс Визуальные закладки", 'Быстрый доступ к "избранным" сайтам.'],
  ["Video DownloadHelper", "Téléchargez des vidéos depuis le Web, aussi simplement que possible."],
  ["広告ブロック", "日本語の説明。"],
  ["Tab Saver C:\\Tabs", "Saves tabs to C:\\Users\\…\\tabs.json"],
  ["Emoji 😀 Keyboard", "😀 😃 😄"],
] as const;
const SYSTEM_ADDONS: readonly (readonly [string, string, string])[] = [
  [
    "e10srollout@mozilla.org",
    "Multi-process staged rollout",
    "Staged rollout of Firefox multi-process feature.",
  ],
  [
    "aushelper@mozilla.org",
    "Application Update Service Helper",
    "Sets value(s) in the update url based on custom checks.",
  ],
  ["webcompat@mozilla.org", "Web Compat", "Urgent post-release fixes for web compatibility."],
  ["screenshots@mozilla.org", "Firefox Screenshots", ""],
  [
    "shield-recipe-client@mozilla.org",
    "Shield Recipe Client",
    "Client to download and run recipes for SHIELD, Heartbeat, etc.",
  ],
  ["firefox@getpocket.com", "Pocket", "When you find something you want to view later, put it in Pocket."],
];

/** Draws a machine. */
export function drawMachine(random: Random): Machine {
  const kind = random.weighted(SYSTEMS);
  const cores = random.weighted([
    [1, 1],
    [2, 6],
    [4, 4],
    [8, 1],
  ]);
  const [description, vendorID, deviceID, driver] = random.pick(ADAPTERS);
  const disk = {
    model: `SanDisk SD${random.integer(6, 9)}SN6S-256G-1006`,
    revision: `X${random.integer(1000, 9999)}006`,
  };
  const isWindows = kind.name === "Windows_NT";
  const hasSystemDisk = isWindows && random.chance(0.9);
  const system = {
    memoryMB: random.weighted(kind.memory),
    virtualMaxMB: isWindows ? random.pick([2048, 4096]) : null,
    isWow64: isWindows && random.chance(0.6),
    cpu: {
      count: cores * random.integer(1, 2),
      cores,
      vendor: random.pick(["GenuineIntel", "GenuineIntel", "GenuineIntel", "AuthenticAMD"]),
      family: 6,
      model: random.integer(23, 94),
      stepping: random.integer(1, 11),
      l2cacheKB: random.pick([256, 512, 1024]),
      l3cacheKB: random.pick([null, 3072, 4096, 8192]),
      speedMHz: random.integer(12, 42) * 100,
      extensions: CPU_EXTENSIONS.slice(0, random.integer(3, CPU_EXTENSIONS.length)),
    },
    os: {
      name: kind.name,
      version: random.pick(kind.versions),
      locale: random.pick(LOCALES),
      ...(isWindows
        ? {
            servicePackMajor: random.integer(0, 1),
            servicePackMinor: 0,
            windowsBuildNumber: random.pick([7601, 14_393, 15_063]),
            windowsUBR: random.integer(100, 1300),
            installYear: random.integer(2010, 2017),
          }
        : {}),
    },
    hdd: hasSystemDisk
      ? { profile: disk, binary: disk, system: disk }
      : {
          profile: { model: null, revision: null },
          binary: { model: null, revision: null },
          system: { model: null, revision: null },
        },
    gfx: {
      D2DEnabled: isWindows ? random.chance(0.6) : null,
      DWriteEnabled: isWindows ? random.chance(0.7) : null,
      ContentBackend: "Skia",
      adapters: [
        {
          description,
          vendorID,
          deviceID,
          subsysID: random.hex(8),
          RAM: random.pick([null, 512, 1024, 2048]),
          driver: isWindows ? driver : null,
          driverVersion: `${random.integer(8, 22)}.19.15.${random.integer(1000, 9999)}`,
          driverDate: isWindows
            ? `${random.integer(1, 12)}-${random.integer(1, 28)}-201${random.integer(1, 7)}`
            : null,
          GPUActive: true,
        },
      ],
      monitors: Array.from(
        {
          length: random.weighted([
            [1, 4],
            [2, 1],
          ]),
        },
        () => ({
          screenWidth: random.pick([1366, 1920, 1280, 2560]),
          screenHeight: random.pick([768, 1080, 1024, 1440]),
          refreshRate: 60,
          pseudoDisplay: false,
        }),
      ),
      features: {
        compositor: isWindows ? "d3d11" : "opengl",
        gpuProcess: { status: isWindows ? "available" : "unused" },
        ...(isWindows
          ? {
              d3d11: {
                status: "available",
                version: 45_312,
                warp: false,
                textureSharing: true,
                blacklisted: false,
              },
              d2d: { status: "available", version: "1.1" },
            }
          : {}),
      },
    },
  };
  return { system, os: kind.name, xpcomAbi: kind.xpcomAbi };
}

/** Draws `environment.addons`, 3 to 8 KB of JSON. */
export function drawAddons(random: Random): object {
  const activeAddons: Record<string, object> = {};
  for (const [id, name, description] of SYSTEM_ADDONS) {
    activeAddons[id] = drawAddon({ name, description, isSystem: true }, random);
  }
  for (let i = Math.floor(random.logarithmic(1, 12)) - 1; i > 0; i--) {
    const [name, description] = random.pick(ADDONS);
    activeAddons[`{${random.uuid()}}`] = drawAddon({ name, description, isSystem: false }, random);
  }
  return {
    activeAddons,
    theme: {
      id: "{972ce4c6-7e08-4474-a285-3208198ce6fd}",
      blocklisted: false,
      description: "The default theme.",
      name: "Default",
      userDisabled: false,
      appDisabled: false,
      version: "55.0",
      scope: 4,
      foreignInstall: false,
      hasBinaryComponents: false,
      installDay: random.integer(15_000, 17_331),
      updateDay: random.integer(17_300, 17_331),
    },
    activePlugins: random.chance(0.6)
      ? [
          {
            name: "Shockwave Flash",
            version: "26.0.0.126",
            description: "Shockwave Flash 26.0 r0",
            blocklisted: false,
            disabled: false,
            clicktoplay: true,
            mimeTypes: ["application/x-shockwave-flash", "application/futuresplash"],
            updateDay: random.integer(17_200, 17_331),
          },
        ]
      : [],
    activeGMPlugins: {
      "gmp-widevinecdm": { version: "1.4.8.970", userDisabled: false, applyBackgroundUpdates: 1 },
    },
    activeExperiment: {},
    persona: null,
  };
}

function drawAddon(known: { name: string; description: string; isSystem: boolean }, random: Random): object {
  return {
    version: `${random.integer(1, 20)}.${random.integer(0, 9)}.${random.integer(0, 99)}`,
    scope: random.pick([1, 4, 8]),
    type: "extension",
    updateDay: random.integer(17_000, 17_331),
    isWebExtension: random.chance(0.5),
    multiprocessCompatible: true,
    blocklisted: false,
    ...known,
    userDisabled: false,
    appDisabled: false,
    foreignInstall: random.chance(0.05),
    hasBinaryComponents: false,
    installDay: random.integer(16_000, 17_331),
    signedState: random.pick([2, 3]),
  };
}

/** Draws `environment.settings`. */
export function drawSettings(random: Random): object {
  const engine = random.weighted([
    ["google", 8],
    ["bing", 1],
    ["yahoo", 1],
    ["yandex", 1],
  ]);
  return {
    blocklistEnabled: true,
    e10sEnabled: random.chance(0.85),
    e10sMultiProcesses: random.pick([1, 4, 4]),
    telemetryEnabled: true,
    locale: random.pick(LOCALES),
    update: { channel: "beta", enabled: random.chance(0.95), autoDownload: random.chance(0.9) },
    userPrefs: {
      "browser.cache.disk.capacity": random.pick([358_400, 1_048_576]),
      "browser.newtabpage.enhanced": random.chance(0.5),
      "browser.startup.page": random.pick([1, 3]),
      "browser.startup.homepage": "<user-set>",
      "general.config.filename": 'C:\\Program Files\\"x".cfg',
    },
    addonCompatibilityCheckEnabled: true,
    isDefaultBrowser: random.pick([true, false, null]),
    defaultSearchEngine: engine,
    defaultSearchEngineData: {
      name: engine,
      loadPath: `jar:[app]/omni.ja!${engine}.xml`,
      submissionURL: `https://www.${engine}.com/search?q=&ie=utf-8`,
    },
    sandbox: { effectiveContentProcessLevel: random.integer(0, 2) },
  };
}
