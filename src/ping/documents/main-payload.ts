import type { Processes } from "./process-data.js";
import type { RawHistograms, RawKeyedHistograms } from "./raw-histogram.js";
import type { SimpleMeasurements } from "./simple-measurements.js";

/** Which session and subsession a main ping is about. */
export interface SessionInfo {
  /** Why it was sent: `shutdown`, `daily`, `environment-change`, `aborted-session` … */
  readonly reason: string;
  /** The revision of the source that was built. */
  readonly revision?: string | null;
  /** Minutes that the client's local time is ahead of UTC. */
  readonly timezoneOffset?: number | null;
  /** The build id of the session before, if it was another; null if it is not known. */
  readonly previousBuildId?: string | null;
  /** The id of the session, the same in all its subsessions. */
  readonly sessionId: string;
  /** The id of the subsession. */
  readonly subsessionId: string;
  /** The id of the session before; null in the first. */
  readonly previousSessionId?: string | null;
  /** The id of the subsession before, also of an earlier session; null in the first. */
  readonly previousSubsessionId?: string | null;
  /** The number of this subsession within its session, from 1. */
  readonly subsessionCounter?: number | null;
  /** The number of this subsession in the life of the profile, from 1. */
  readonly profileSubsessionCounter?: number | null;
  /** When the session started: an ISO time in the client's local time, to the hour. */
  readonly sessionStartDate?: string | null;
  /** When the subsession started: an ISO time in the client's local time, to the hour. */
  readonly subsessionStartDate?: string | null;
  /** How long the session has lasted, in seconds. */
  readonly sessionLength?: number | null;
  /** How long the subsession has lasted, in seconds. */
  readonly subsessionLength?: number | null;
  /** Add-ons, as one text; `environment/addons` is better. */
  readonly addons?: string | null;
}

/** Modules and stacks of addresses in them. */
export interface NativeStacks {
  /** The modules: name and identifier. */
  readonly memoryMap?: readonly (readonly string[])[] | null;
  /** The stacks: of each frame the module's index and the offset. */
  readonly stacks?: readonly (readonly (readonly number[])[])[] | null;
}

/** Hangs of the main thread, in old pings of Nightly. */
export interface ChromeHangs extends NativeStacks {
  /** How long each hang lasted, in seconds. */
  readonly durations?: readonly number[] | null;
  /** The system's uptime at each hang, in minutes. */
  readonly systemUptime?: readonly number[] | null;
  /** The browser's uptime at each hang, in minutes. */
  readonly firefoxUptime?: readonly number[] | null;
  /** What was noted about the hangs. */
  readonly annotations?: readonly unknown[] | null;
}

/** What was recorded of one thread's hangs, in old pings. */
export interface ThreadHangs {
  /** The thread's name, `Gecko` for the main one. */
  readonly name?: string;
  /** The times of all its tasks, as a raw histogram. */
  readonly activity?: object | null;
  /** The native stacks of some hangs. */
  readonly nativeStacks?: NativeStacks | null;
  /** The hangs, by stack. */
  readonly hangs?: readonly object[] | null;
}

/** What a child process recorded, in pings before Firefox 51. */
export interface ChildPayload {
  /** Histograms by probe. */
  readonly histograms?: RawHistograms | null;
  /** Keyed histograms by probe. */
  readonly keyedHistograms?: RawKeyedHistograms | null;
  /** Timestamps and counters. */
  readonly simpleMeasurements?: SimpleMeasurements | null;
  /** The version of the payload. */
  readonly ver?: number | null;
}

/** SQL statements by their text: how often each was slow, and the milliseconds that took. */
export interface SlowStatements {
  readonly [statement: string]: readonly number[];
}

/** Slow SQL statements. */
export interface SlowSql {
  /** Statements of the main thread that took 50 ms or more. */
  readonly mainThread?: SlowStatements | null;
  /** Statements of other threads that took 100 ms or more. */
  readonly otherThreads?: SlowStatements | null;
}

/** What a main ping says. */
export interface MainPayload {
  /** The version of the payload. */
  readonly ver?: number | null;
  /** Which session and subsession the ping is about. */
  readonly info: SessionInfo;
  /** Histograms by probe. As properties they are merged over all processes. */
  readonly histograms?: RawHistograms | null;
  /** Keyed histograms by probe. As properties they are merged over all processes. */
  readonly keyedHistograms?: RawKeyedHistograms | null;
  /** What each process recorded. */
  readonly processes?: Processes | null;
  /** Timestamps and counters. */
  readonly simpleMeasurements?: SimpleMeasurements | null;
  /** What child processes recorded, in pings before Firefox 61. */
  readonly childPayloads?: readonly ChildPayload[] | null;
  /** Hangs of the main thread, in old pings of Nightly. */
  readonly chromeHangs?: ChromeHangs | null;
  /** Hangs by thread, in pings before Firefox 57. */
  readonly threadHangStats?: readonly ThreadHangs[] | null;
  /** Unusual events, in old pings. */
  readonly log?: readonly unknown[] | null;
  /** Main-thread I/O by folder: total time, creates, reads, writes, fsyncs, stats. */
  readonly fileIOReports?: { readonly [folder: string]: readonly number[] } | null;
  /** Writes to disk during shutdown. */
  readonly lateWrites?: NativeStacks | null;
  /** What providers of add-ons say of each add-on. */
  readonly addonDetails?: { readonly [provider: string]: { readonly [id: string]: object } } | null;
  /** Histograms of add-ons, in old pings. */
  readonly addonHistograms?: object | null;
  /** Events of the user interface, on Android. */
  readonly UIMeasurements?: readonly object[] | null;
  /** Slow SQL statements. */
  readonly slowSQL?: SlowSql | null;
  /** Slow SQL statements during startup. */
  readonly slowSQLStartup?: SlowSql | null;
  /** Calls of web pages by ICE candidates, in old pings. */
  readonly webrtc?: object | null;
  /** Garbage collections, in old pings. */
  readonly gc?: object | null;
}
