import type { Application } from "./application.js";
import type { Meta } from "./meta.js";

/** What every ping has, whatever its type. */
export interface CommonPing {
  /** The ping's own id, the same in every copy of it. */
  readonly id: string;
  /** The ping's type, such as `main`. */
  readonly type: string;
  /** The version of the ping format, 4. */
  readonly version: number;
  /** When the ping was created by the client's clock: an ISO time in UTC, with milliseconds. */
  readonly creationDate: string;
  /** The application that sent the ping. */
  readonly application: Application;
  /** The id of the group of profiles that the client is in; since Firefox 134. */
  readonly profileGroupId?: string;
  /** What the server noted when it received the ping. */
  readonly meta: Meta;
}
