import type { Sections } from "./make-sections.js";
import { Random } from "./random.js";
import { Section } from "./section.js";
import type { SyntheticPing } from "./types.js";

/** A ping in the pieces that it is stored in. Copies of a document have equal pieces. */
export interface ComposedPing {
  /** Top-level members other than `environment` and `payload`, in order. */
  readonly top: Readonly<Record<string, unknown>>;
  /** The sections of `environment`, each stored as a field of its own; null for pings without environment. */
  readonly environment: Readonly<Record<string, Section>> | null;
  /** The members of `payload`, null for pings without one. */
  readonly payload: {
    /** Stored as fields of their own. */
    readonly split: Readonly<Record<string, Section>>;
    /** Stored in the document itself. */
    readonly kept: Readonly<Record<string, Section>>;
  } | null;
  /** The name of the operating system, which the pipeline copies. */
  readonly os: string;
}

const NO_SECTIONS: Readonly<Record<string, Section>> = {};
const EMPTY = new Section({});

/** Puts a ping's document together from ready-made sections and what is its own. */
export function composePing(ping: SyntheticPing, sections: Sections): ComposedPing {
  const client = new Random(ping.clientSeed);
  const body = new Random(ping.bodySeed);
  const machine = client.pick(sections.machines);
  const creationDate = new Date(ping.createdMs).toISOString();
  const clientId = ping.clientId === null ? {} : { clientId: ping.clientId };
  if (ping.docType === "core") {
    const top = {
      v: 9,
      seq: body.integer(1, 90),
      ...clientId,
      locale: "en-US",
      os: "Android",
      created: creationDate.slice(0, 10),
    };
    return { top, environment: null, payload: null, os: "Android" };
  }
  const [architecture, compiler] = [
    machine.xpcomAbi.startsWith("x86_64") ? "x86-64" : "x86",
    machine.xpcomAbi,
  ];
  const program = {
    architecture,
    buildId: ping.buildId,
    version: ping.version,
    vendor: "Mozilla",
    platformVersion: ping.version,
    xpcomAbi: compiler,
  };
  const top = {
    type: ping.docType,
    id: ping.id,
    creationDate,
    version: 4,
    application: {
      ...program,
      name: ping.appName,
      displayVersion: displayVersionOf(ping),
      channel: ping.channel,
    },
    ...clientId,
  };
  const hasEnvironment = ["new-profile", "main", "crash", "update"].includes(ping.docType);
  const environment = hasEnvironment
    ? {
        build: new Section({
          applicationId: "{ec8030f7-c20a-464f-9b0e-13a3a9e97384}",
          applicationName: ping.appName,
          ...program,
          hotfixVersion: null,
          updaterAvailable: machine.os !== "Linux",
        }),
        partner: sections.partner,
        system: machine.system,
        settings: client.pick(sections.settings),
        profile: new Section(profileOf(ping, client)),
        addons: client.pick(sections.addons),
        experiments: EMPTY,
      }
    : null;
  return { top, environment, payload: composePayload(ping, sections, body), os: machine.os };
}

/** Beta's builds in order of age: 55.0b1, 55.0b2 …; other channels show the version. */
function displayVersionOf(ping: SyntheticPing): string {
  if (ping.channel !== "beta" || ping.version !== "55.0") return ping.version;
  return `55.0b${ping.buildId < "20170615" ? 1 : ping.buildId < "20170619" ? 2 : 3}`;
}

function profileOf(ping: SyntheticPing, client: Random): object {
  if (ping.profileDays === null) return client.chance(0.5) ? {} : { creationDate: null };
  if (client.chance(0.97)) return { creationDate: ping.profileDays };
  return { creationDate: ping.profileDays, resetDate: 17_320 };
}

function composePayload(ping: SyntheticPing, sections: Sections, body: Random): ComposedPing["payload"] {
  const whole = (payload: object): ComposedPing["payload"] => ({
    split: NO_SECTIONS,
    kept: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, new Section(value)])),
  });
  switch (ping.docType) {
    case "new-profile":
      return whole({ reason: ping.reason });
    case "main":
      return composeMain(ping, sections, body);
    case "crash":
      return composeCrash(ping, sections, body);
    case "event":
      return whole({
        reason: "periodic",
        processStartTimestamp: ping.createdMs - body.integer(60_000, 9_000_000),
        sessionId: body.uuid(),
        subsessionId: body.uuid(),
        lostEventsCount: 0,
        events: { parent: [[body.integer(100, 90_000), "savant", "bookmark", "save", null, { tab: "3" }]] },
      });
    case "update":
      return whole({
        reason: ping.reason,
        targetChannel: ping.channel,
        targetVersion: "55.0",
        targetBuildId: "20170619071723",
        updateType: "partial",
      });
    default:
      return whole({});
  }
}

function composeMain(ping: SyntheticPing, sections: Sections, body: Random): ComposedPing["payload"] {
  const main = body.pick(sections.mains);
  const { sessionLength } = ping;
  const startMs = ping.createdMs - (sessionLength ?? 600) * 1000;
  const info = {
    reason: ping.reason,
    revision: "https://hg.mozilla.org/releases/mozilla-beta/rev/1c336e874ae86b0b4a7a6a3e4e4c0c4a7a0b4d3f",
    timezoneOffset: body.pick([-420, -300, -180, 0, 60, 120, 180, 330, 480, 540]),
    previousBuildId: null,
    sessionId: body.uuid(),
    subsessionId: body.uuid(),
    // Null and absent mean the same.
    ...(ping.isFirstSession && body.chance(0.02)
      ? {}
      : { previousSessionId: ping.isFirstSession ? null : body.uuid() }),
    previousSubsessionId: ping.isFirstSession ? null : body.uuid(),
    subsessionCounter: 1,
    profileSubsessionCounter: ping.isFirstSession ? 1 : body.integer(2, 40),
    sessionStartDate: `${new Date(startMs).toISOString().slice(0, 13)}:00:00.0+00:00`,
    subsessionStartDate: `${new Date(startMs).toISOString().slice(0, 13)}:00:00.0+00:00`,
    ...(sessionLength === null && body.chance(0.5) ? {} : { sessionLength }),
    subsessionLength: sessionLength,
    addons: "aushelper%40mozilla.org:2.0,webcompat%40mozilla.org:1.1,screenshots%40mozilla.org:6.6.0",
    asyncPluginInit: false,
    flashVersion: "26.0.0.126",
  };
  return {
    split: {
      info: new Section(info),
      simpleMeasurements: body.pick(sections.simpleMeasurements),
      histograms: main.histograms,
      keyedHistograms: main.keyedHistograms,
      threadHangStats: body.pick(sections.hangs),
      ...body.pick(sections.small),
    },
    kept: { ver: VERSION, processes: main.processes, slowSQL: SLOW_SQL, fileIOReports: EMPTY },
  };
}

const VERSION = new Section(4);
const SLOW_SQL = new Section({
  mainThread: {},
  otherThreads: { "SELECT url FROM moz_places WHERE title LIKE '%\\\\%'": [3, 812] },
});

function composeCrash(ping: SyntheticPing, sections: Sections, body: Random): ComposedPing["payload"] {
  const time = new Date(ping.createdMs).toISOString();
  const members = {
    version: 1,
    crashDate: time.slice(0, 10),
    crashTime: `${time.slice(0, 13)}:00:00.000Z`,
    sessionId: body.uuid(),
    crashId: body.uuid(),
    ...(ping.processType === null ? {} : { processType: ping.processType }),
    hasCrashEnvironment: true,
    metadata: {
      AvailablePageFile: String(body.integer(1e9, 9e9)),
      AvailablePhysicalMemory: String(body.integer(1e8, 9e9)),
      BlockedDllList: "",
      BuildID: ping.buildId,
      ProductName: ping.appName,
      ReleaseChannel: ping.channel,
      SecondsSinceLastCrash: String(body.integer(10, 900_000)),
      StartupCrash: "0",
      SystemMemoryUsePercentage: String(body.integer(10, 98)),
      TextureUsage: "0",
      UptimeTS: String(body.integer(1, 9000)),
      Version: ping.version,
    },
  };
  const kept = Object.entries(members).map(([name, value]) => [name, new Section(value)] as const);
  return {
    split: NO_SECTIONS,
    kept: { ...Object.fromEntries(kept), stackTraces: body.pick(sections.stackTraces) },
  };
}
