import type { CommonPing } from "./common-ping.js";
import type { Environment } from "./environment.js";

/** What an update ping says. */
export interface UpdatePayload {
  /** `ready` when an update was downloaded, `success` when it was applied. */
  readonly reason: "ready" | "success";
  /** The channel of the update; only when `ready`. */
  readonly targetChannel?: string | null;
  /** The version to update to; only when `ready`. */
  readonly targetVersion?: string | null;
  /** The build id to update to; only when `ready`. */
  readonly targetBuildId?: string | null;
  /** The version to update to as shown to people; only when `ready`. */
  readonly targetDisplayVersion?: string | null;
  /** The channel before the update; only on `success`. */
  readonly previousChannel?: string | null;
  /** The version before the update; only on `success`. */
  readonly previousVersion?: string | null;
  /** The build id before the update; only on `success`. */
  readonly previousBuildId?: string | null;
}

/** The ping sent when an update is ready and again when it was applied. */
export interface UpdatePing extends CommonPing {
  /** The ping's type, `update`. */
  readonly type: "update";
  /** The client's id. */
  readonly clientId: string;
  /** The client's machine, browser and settings. */
  readonly environment: Environment;
  /** What the ping says. */
  readonly payload: UpdatePayload;
}
