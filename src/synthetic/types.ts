/** Where a ping is stored: the dimensions of its partition that vary. Values as the browser sent them. */
export interface PingPlace {
  /** The day of reception in UTC, as `YYYYMMDD`. */
  readonly submissionDate: string;
  readonly appName: string;
  readonly channel: string;
  readonly version: string;
  readonly buildId: string;
}

/** One ping as it was received, with what the validation report looks at. Copies of a document are pings of their own. */
export interface SyntheticPing extends PingPlace {
  /** The document type as the browser sends it, such as `new-profile`. */
  readonly docType: string;
  readonly id: string;
  readonly clientId: string | null;
  /** When the client's clock says that it made the ping, in milliseconds since 1970. */
  readonly createdMs: number;
  /** By how much the client's clock is ahead of the server's, in milliseconds. */
  readonly skewMs: number;
  /** When the server received it, in nanoseconds since 1970. */
  readonly receivedNs: bigint;
  /** Whether the pingsender sent it, which shows in the request's headers. */
  readonly hasPingsender: boolean;
  /** `payload.reason` or `payload.info.reason`; null where the document type has none. */
  readonly reason: string | null;
  /** `payload.info.sessionLength` in seconds; null where missing, and in other pings than main. */
  readonly sessionLength: number | null;
  /** Whether `payload.info.previousSessionId` is null. True in other pings than main. */
  readonly isFirstSession: boolean;
  /** `environment.profile.creationDate` in days since 1970; null where missing. */
  readonly profileDays: number | null;
  /** `payload.processType` of a crash ping; null where missing. */
  readonly processType: string | null;
  /** Decides the rest of the document; the copies of a document share it. */
  readonly bodySeed: number;
  /** Decides what stays the same for a client, such as its machine. */
  readonly clientSeed: number;
  /** Which of the servers wrote it, from 0 (inclusive) to 1 (exclusive). */
  readonly host: number;
}

/** A ping with its place in the lake. */
export interface StoredPing extends SyntheticPing {
  /** The key of the object that holds it, relative to the lake's root. */
  readonly key: string;
}

/** What the published report filters by; upper bounds are exclusive. */
export interface ReportWindow {
  readonly from: string;
  readonly to: string;
  readonly channel: string;
  readonly buildFrom: string;
  readonly buildTo: string;
}

/** What a client does, in the order in which it does it. */
export type ClientEvent =
  | {
      readonly kind: "new-profile";
      readonly reason: "startup" | "shutdown";
      readonly hasPingsender: boolean;
      /** One entry for each further reception of the document: whether it came from the pingsender. */
      readonly copies: readonly boolean[];
    }
  | {
      readonly kind: "main";
      readonly reason: string;
      /** In seconds. */
      readonly sessionLength: number | null;
      readonly isFirstSession: boolean;
      readonly isCopied: boolean;
    }
  | { readonly kind: "crash"; readonly processType: string | null; readonly isCopied: boolean }
  | { readonly kind: "deletion-request" };

/** A client before it has times and identifiers. */
export interface ClientSketch {
  readonly events: readonly ClientEvent[];
  /**
   * Days between the profile's creation date and the new-profile ping that the report keeps; negative
   * if the ping is older than the profile claims to be; null without a creation date, and `"zero"` for a
   * creation date of 0, which counts as missing.
   */
  readonly delayDays: number | null | "zero";
  /** Where and when, for the few clients whose order matters. */
  readonly placing?: { readonly startMs: number; readonly host: number | null };
}

/** The truth behind a lake: every ping in it, in data order (objects by key, records in the order of the object). */
export interface Population {
  readonly seed: number;
  readonly scale: number;
  readonly window: ReportWindow;
  readonly pings: readonly StoredPing[];
}
