import type { CommonPing } from "./common-ping.js";
import type { Environment } from "./environment.js";
import type { MainPayload } from "./main-payload.js";

/** The ping with the measurements of one subsession. */
export interface MainPing extends CommonPing {
  /** The ping's type, `main`. */
  readonly type: "main";
  /** The client's id. */
  readonly clientId: string;
  /** The client's machine, browser and settings. */
  readonly environment: Environment;
  /** What the ping says. */
  readonly payload: MainPayload;
}
