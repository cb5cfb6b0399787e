import type { CommonPing } from "./common-ping.js";
import type { Environment } from "./environment.js";
import type { TelemetryEvent } from "./process-data.js";

/** Events by the process that recorded them, in the order in which they were recorded. */
export interface EventsByProcess {
  /** Events of the parent process. */
  readonly parent?: readonly TelemetryEvent[] | null;
  /** Events of the content processes. */
  readonly content?: readonly TelemetryEvent[] | null;
  /** Events of the extension process. */
  readonly extension?: readonly TelemetryEvent[] | null;
  /** Events of the GPU process. */
  readonly gpu?: readonly TelemetryEvent[] | null;
  /** Events of the socket process. */
  readonly socket?: readonly TelemetryEvent[] | null;
  /** Events that add-ons registered at run time. */
  readonly dynamic?: readonly TelemetryEvent[] | null;
}

/** What an event ping says. */
export interface EventPayload {
  /** Why it was sent: `periodic`, `max` when there were too many events, or `shutdown`. */
  readonly reason: string;
  /** When the browser started, in milliseconds since 1970, to the minute; events count from there. */
  readonly processStartTimestamp: number;
  /** The id of the session at the time of sending. */
  readonly sessionId: string;
  /** The id of the subsession at the time of sending. */
  readonly subsessionId: string;
  /** How many events were dropped because there were too many. */
  readonly lostEventsCount: number;
  /** The events, by process. */
  readonly events: EventsByProcess;
}

/** The ping that carries events. */
export interface EventPing extends CommonPing {
  /** The ping's type, `event`. */
  readonly type: "event";
  /** The client's id. */
  readonly clientId: string;
  /** The client's machine, browser and settings. */
  readonly environment: Environment;
  /** What the ping says. */
  readonly payload: EventPayload;
}
