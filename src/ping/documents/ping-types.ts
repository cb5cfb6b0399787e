import type { CrashPing } from "./crash-ping.js";
import type { EventPing } from "./event-ping.js";
import type { FirstShutdownPing } from "./first-shutdown-ping.js";
import type { MainPing } from "./main-ping.js";
import type { NewProfilePing } from "./new-profile-ping.js";
import type { UpdatePing } from "./update-ping.js";

/**
 * The ping of each doc type that has types. Add your own by declaration merging:
 * `declare module "pingframe" { interface PingTypes { "my-study": MyStudyPing } }`.
 */
export interface PingTypes {
  "new-profile": NewProfilePing;
  main: MainPing;
  crash: CrashPing;
  update: UpdatePing;
  "first-shutdown": FirstShutdownPing;
  event: EventPing;
}

/** A ping of a doc type without types: every path is valid, and every value is `any`. */
export interface UntypedPing {
  // biome-ignore lint/suspicious/noExplicitAny: that is what untyped means
  readonly [name: string]: any;
}

type Dashed<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Dashed<Tail>}`
  : Text;

/**
 * The ping of a doc type, spelt as in the ping (`new-profile`) or as stored (`new_profile`).
 * A doc type without types gives {@link UntypedPing}; several give a union.
 */
export type PingOf<DocType extends string> = DocType extends keyof PingTypes
  ? PingTypes[DocType]
  : Dashed<DocType> extends keyof PingTypes
    ? PingTypes[Dashed<DocType>]
    : UntypedPing;
