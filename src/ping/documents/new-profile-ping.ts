import type { CommonPing } from "./common-ping.js";
import type { Environment } from "./environment.js";
import type { Processes } from "./process-data.js";

/** What a new-profile ping says. */
export interface NewProfilePayload {
  /** Why it was sent: `startup` half an hour after the first start, or `shutdown` before that. */
  readonly reason: "startup" | "shutdown";
  /** What each process recorded; only a few scalars of the parent process. Since Firefox 70. */
  readonly processes?: Processes | null;
}

/** The ping that a profile sends once, in its first session. */
export interface NewProfilePing extends CommonPing {
  /** The ping's type, `new-profile`. */
  readonly type: "new-profile";
  /** The client's id. */
  readonly clientId: string;
  /** The client's machine, browser and settings. */
  readonly environment: Environment;
  /** What the ping says. */
  readonly payload: NewProfilePayload;
}
