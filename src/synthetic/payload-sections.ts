import { drawHistograms, drawKeyedHistograms } from "./histogram-sections.js";
import type { Random } from "./random.js";

const FRAMES = [
  "Startup::XRE_Main",
  "js::RunScript",
  "Timer::Fire",
  "(content script)",
  "chrome://global/content/bindings/browser.xml:712",
  '-[NSApplication "run"]',
  "IPDL::PBrowser::RecvRealMouseMoveEvent",
] as const;
const MODULES =
  "xul.dll ntdll.dll kernel32.dll user32.dll d3d11.dll nvwgf2umx.dll igd10iumd64.dll mozglue.dll nss3.dll d2d1.dll dwrite.dll".split(
    " ",
  );

/** Draws the scalars, keyed scalars, events and histograms of all processes: `payload.processes` of a main ping. */
export function drawProcesses(size: number, random: Random): object {
  return {
    parent: {
      scalars: {
        "browser.engagement.max_concurrent_tab_count": random.integer(1, 40),
        "browser.engagement.tab_open_event_count": random.integer(0, 200),
        "browser.engagement.max_concurrent_window_count": random.integer(1, 5),
        "browser.engagement.total_uri_count": Math.floor(random.logarithmic(1, 4000)),
        "browser.engagement.unique_domains_count": random.integer(0, 60),
        "aushelper.websense_reg_version": "",
        "timestamps.first_paint": random.integer(300, 12_000),
      },
      keyedScalars: {
        "browser.engagement.navigation.searchbar": { search_enter: random.integer(1, 50) },
        "browser.engagement.navigation.urlbar": { search_enter: random.integer(1, 90), größe: 1 },
      },
      events: random.chance(0.3)
        ? [
            [
              random.integer(1000, 90_000),
              "activity_stream",
              "click",
              "TOP_SITES",
              "3",
              { page: "about:newtab", session: "" },
            ],
            [random.integer(90_000, 99_000), "navigation", "search", "urlbar", null, { engine: "google" }],
          ]
        : [],
      gc: { random: [], worst: [] },
    },
    content: {
      scalars: { "telemetry.test.keyed_release_optin": random.integer(0, 9) },
      keyedScalars: {},
      histograms: drawHistograms(size * 0.45, random),
      keyedHistograms: drawKeyedHistograms(size * 0.25, random),
    },
    gpu: { histograms: drawHistograms(size * 0.06, random), keyedHistograms: {} },
  };
}

/** Draws `payload.simpleMeasurements` of a main ping. */
export function drawSimpleMeasurements(random: Random): object {
  const main = random.integer(20, 400);
  return {
    totalTime: Math.floor(random.logarithmic(5, 60_000)),
    start: random.integer(5, 60),
    main,
    selectProfile: main + random.integer(50, 300),
    afterProfileLocked: main + random.integer(300, 500),
    startupCrashDetectionBegin: main + random.integer(500, 900),
    startupCrashDetectionEnd: main + random.integer(30_000, 32_000),
    firstPaint: main + random.integer(900, 9000),
    firstLoadURI: main + random.integer(9000, 15_000),
    sessionRestored: main + random.integer(1000, 12_000),
    uptime: random.integer(0, 900),
    js: { setProto: 0, customIter: random.integer(0, 9) },
    maximalNumberOfConcurrentThreads: random.integer(30, 90),
    activeTicks: random.integer(0, 9000),
    addonManager: { XPIDB_parseDB_MS: random.integer(1, 40), XPIDB_startup_load_reasons: ["appChanged"] },
    UITelemetry: { toolbars: { sizemode: "maximized", countableEvents: {}, hiddenTabs: [] } },
  };
}

/** Draws `payload.threadHangStats` of a main ping. */
export function drawHangs(random: Random): object[] {
  return ["Gecko", "Compositor", "ImageBridgeChild"].slice(0, random.integer(1, 3)).map((name) => ({
    name,
    activity: drawActivity(random),
    hangs: Array.from({ length: random.integer(0, 3) }, () => ({
      stack: Array.from({ length: random.integer(2, 9) }, () => random.pick(FRAMES)),
      histogram: drawActivity(random),
      nativeStack: null,
    })),
  }));
}

function drawActivity(random: Random): object {
  const count = random.integer(1, 500);
  return {
    range: [1, 2],
    bucket_count: 3,
    histogram_type: 4,
    values: { 0: count, 1: 0 },
    sum: count,
  };
}

/** Draws the small sections of a main ping that are stored as fields of their own. */
export function drawSmallSections(random: Random): Readonly<Record<string, unknown>> {
  return {
    chromeHangs: {
      memoryMap: [],
      stacks: [],
      durations: [],
      systemUptime: [],
      firefoxUptime: [],
      annotations: [],
    },
    lateWrites: { memoryMap: [], stacks: [] },
    log: random.chance(0.7) ? [["AUSHELPER_RESULT", random.integer(200, 2000), "0"]] : [],
    UIMeasurements: [],
    webrtc: { IceCandidatesStats: { webrtc: {}, loop: {} } },
    addonDetails: {
      XPI: {
        "ublock0@raymondhill.net": {
          location: "app-profile",
          name: "uBlock Origin",
          creator: 'Raymond Hill & "contributors"',
        },
        "webcompat@mozilla.org": { location: "app-system-defaults", name: "Web Compat" },
      },
    },
  };
}

/** Draws `payload.stackTraces` of a crash ping, 3 to 10 KB of JSON. */
export function drawStackTraces(random: Random): object {
  const modules = random.shuffled(MODULES).map((filename, i) => ({
    base_addr: `0x${(0x7ff0_0000 + i * 0x10_0000).toString(16)}`,
    end_addr: `0x${(0x7ff8_0000 + i * 0x10_0000).toString(16)}`,
    code_id: random.hex(16),
    debug_file: filename.replace(".dll", ".pdb"),
    debug_id: random.hex(33).toUpperCase(),
    filename,
    version: `55.0.0.${random.integer(6000, 6400)}`,
  }));
  return {
    status: "OK",
    crash_info: {
      type: random.pick(["EXCEPTION_ACCESS_VIOLATION_READ", "EXCEPTION_BREAKPOINT", "SIGSEGV"]),
      address: `0x${random.hex(8)}`,
      crashing_thread: 0,
    },
    main_module: 0,
    modules,
    threads: Array.from({ length: random.integer(1, 3) }, () => ({
      frames: Array.from({ length: random.integer(5, 30) }, () => ({
        module_index: random.integer(0, modules.length - 1),
        ip: `0x${random.hex(8)}`,
        trust: random.pick(["context", "cfi", "frame_pointer", "scan"]),
      })),
    })),
  };
}
