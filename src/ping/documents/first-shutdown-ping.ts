import type { CommonPing } from "./common-ping.js";
import type { Environment } from "./environment.js";
import type { MainPayload } from "./main-payload.js";

/** The twin of the first session's main ping, sent at once under an id of its own. */
export interface FirstShutdownPing extends CommonPing {
  /** The ping's type, `first-shutdown`. */
  readonly type: "first-shutdown";
  /** The client's id. */
  readonly clientId: string;
  /** The client's machine, browser and settings. */
  readonly environment: Environment;
  /** What the ping says; the same as in a main ping. */
  readonly payload: MainPayload;
}
