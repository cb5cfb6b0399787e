import type { ShowOptions } from "../../frame/index.js";
import type { PublicDisplay } from "./kernel-of-display.js";

/** Options of {@link showThing}. */
export interface DisplayOptions extends ShowOptions {
  /** Stands above a plot or table, in place of its own title. */
  readonly title?: string;
  /** Stands below a plot or table. */
  readonly caption?: string;
  /** tslab's `display`, for a kernel that is not found by itself. */
  readonly display?: PublicDisplay;
}
