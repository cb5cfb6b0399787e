import { sampleIdOf } from "../../ping/index.js";
import { Random } from "../random.js";
import {
  drawRollupHistogram,
  gcProbe,
  keyedRollupProbes,
  type RollupHistogram,
  type RollupProbe,
  rollupProbes,
} from "./probes.js";
import { plantedRegression, type RollupSession } from "./rollup-sessions.js";

type Histograms = Record<string, RollupHistogram>;
type KeyedHistograms = Record<string, Histograms>;

/** The parts of a ping that the truth counts. */
export interface RollupPing {
  readonly document: Record<string, unknown>;
  /** By process, all that the ping has. */
  readonly histograms: Readonly<Record<"parent" | "content", readonly Histograms[]>>;
  readonly keyedHistograms: KeyedHistograms;
  readonly scalars: Readonly<Record<string, number>>;
  readonly uptime: number;
}

/** Composes the ping of a session: the copies of a document are equal but for when they were received. */
export function composeRollupPing(session: RollupSession, seed: number): RollupPing {
  const random = new Random(seed, "rollup-ping", session.documentId);
  const factor = session.buildId === plantedRegression.buildId ? plantedRegression.factor : 1;
  const histograms = drawAll(rollupProbes, 0.8, factor, random);
  const keyedHistograms: KeyedHistograms = {};
  for (const probe of keyedRollupProbes) {
    const keys = random.shuffled(probe.keys ?? []).slice(0, random.integer(0, 3));
    if (keys.length === 0) continue;
    keyedHistograms[probe.name] = Object.fromEntries(
      keys.sort().map((key) => [key, drawRollupHistogram(probe, random.integer(1, 20), 1, random)]),
    );
  }
  const uptime = Math.floor(random.logarithmic(1, 3000));
  const simpleMeasurements = {
    uptime,
    totalTime: uptime * 60 + random.integer(0, 59),
    main: random.integer(5, 400),
    firstPaint: Math.floor(random.logarithmic(300, 20_000)),
    sessionRestored: Math.floor(random.logarithmic(400, 25_000)),
    startupInterrupted: random.integer(0, 1),
    addonManager: { XPIDB_parseDB_MS: random.integer(1, 90), XPIDB_pending_addons: random.integer(0, 3) },
    shutdownDuration: random.chance(0.2) ? -1 : Math.floor(random.logarithmic(50, 9000)),
  };
  const scalars = {
    "browser.engagement.max_concurrent_tab_count": random.integer(1, 40),
    "browser.engagement.tab_open_event_count": Math.floor(random.logarithmic(1, 200)),
    "browser.engagement.total_uri_count": Math.floor(random.logarithmic(1, 2000)),
    "browser.engagement.active_ticks": Math.floor(random.logarithmic(1, 5000)),
  };
  const content = session.e10sEnabled ? [drawAll(rollupProbes, 0.5, factor, random)] : [];
  const isMain = session.docType === "main";
  const sections = isMain
    ? {
        processes: {
          parent: {
            scalars: { ...scalars, "telemetry.test.text": "words" },
            keyedScalars: {
              "browser.search.counts": { google: random.integer(1, 30), bing: random.integer(1, 5) },
            },
          },
          ...(content.length > 0
            ? { content: { histograms: content[0], keyedHistograms: {}, scalars: {} } }
            : {}),
        },
      }
    : {
        childPayloads: content.map((child) => ({
          simpleMeasurements: {},
          histograms: child,
          keyedHistograms: {},
        })),
      };
  const document = {
    type: isMain ? "main" : "saved-session",
    id: session.documentId,
    creationDate: new Date(session.receivedMs - 60_000).toISOString(),
    version: 4,
    application: {
      architecture: session.architecture,
      buildId: session.buildId,
      name: session.application,
      version: session.version,
      vendor: "Mozilla",
      platformVersion: session.version,
      xpcomAbi: `${session.architecture}-abi`,
      channel: session.channel,
    },
    payload: {
      ver: 4,
      simpleMeasurements,
      ...sections,
      histograms,
      keyedHistograms,
      info: { reason: isMain ? "shutdown" : "saved-session", sessionLength: uptime * 60 },
    },
    clientId: session.clientId,
    environment: {
      build: { applicationId: "{ec8030f7-c20a-464f-9b0e-13a3a9e97384}", buildId: session.buildId },
      settings: { e10sEnabled: session.e10sEnabled, telemetryEnabled: true, locale: "en-US" },
      system: {
        memoryMB: random.pick([2048, 4096, 8192]),
        os: { name: session.os, version: session.osVersion, locale: "en-US" },
      },
    },
    meta: {
      submissionDate: session.submissionDate,
      sourceName: "telemetry",
      sourceVersion: "4",
      docType: session.docType,
      documentId: session.documentId,
      clientId: session.clientId,
      sampleId: sampleIdOf(session.clientId),
      appName: session.application,
      appVersion: session.version,
      appBuildId: session.buildId,
      appUpdateChannel: session.channel,
      normalizedChannel: session.channel,
      Type: "telemetry",
      Hostname: "ip-172-31-2-68",
    },
  };
  return {
    document,
    histograms: { parent: [histograms], content },
    keyedHistograms,
    scalars: isMain ? scalars : {},
    uptime,
  };
}

/** Draws most of some probes' histograms; GC_MS is always there. */
function drawAll(probes: readonly RollupProbe[], share: number, factor: number, random: Random): Histograms {
  const histograms: Histograms = {};
  for (const probe of probes) {
    if (probe !== gcProbe && !random.chance(share)) continue;
    const values =
      probe.kind === "categorical" || probe.kind === "enumerated"
        ? random.integer(1, 30)
        : Math.floor(random.logarithmic(2, 150));
    histograms[probe.name] = drawRollupHistogram(probe, values, probe === gcProbe ? factor : 1, random);
  }
  return histograms;
}
