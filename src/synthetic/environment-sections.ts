import { LOCALES } from "./locales.js";
import type { Random } from "./random.js";

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
