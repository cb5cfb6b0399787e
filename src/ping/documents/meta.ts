/**
 * What the server noted when it received a ping. No part of the ping itself: it comes from the
 * request's URL and headers and from the frame around the stored record. Any of it may be missing in
 * pings that were imported from elsewhere.
 */
export interface Meta {
  /** When the server received the ping, in nanoseconds since 1970 (exact to 256 ns as a number). */
  readonly Timestamp?: number;
  /** True where an import knew no receive time, so that `Timestamp` only stands for it. */
  readonly assumedTimestamp?: boolean;
  /** The record's type, `telemetry` for pings. */
  readonly Type?: string;
  /** The server that received the ping. */
  readonly Hostname?: string;
  /** When the ping was created by the client's clock, in nanoseconds since 1970 (whole milliseconds). */
  readonly creationTimestamp?: number;
  /** The request's `Date` header: the client's clock when it sent the ping. */
  readonly Date?: string;
  /** The day of receipt, as `YYYYMMDD`. */
  readonly submissionDate?: string;
  /** The kind of ping, as the URL said it. */
  readonly docType?: string;
  /** The ping's own id, the same in every copy of it. */
  readonly documentId?: string;
  /** The client's id. */
  readonly clientId?: string;
  /** Which of the hundred client groups the client is in, 0 to 99. */
  readonly sampleId?: number;
  /** The source, `telemetry` for Firefox. */
  readonly sourceName?: string;
  /** The version of the source's format: `4`, as text or number. */
  readonly sourceVersion?: string | number;
  /** The application's name, as the URL said it. */
  readonly appName?: string;
  /** The application's version, as the URL said it. */
  readonly appVersion?: string;
  /** The application's build id, as the URL said it. */
  readonly appBuildId?: string;
  /** The application's update channel, as the URL said it. */
  readonly appUpdateChannel?: string;
  /** Who made the application. */
  readonly appVendor?: string;
  /** The update channel, with unofficial ones folded into `Other`. */
  readonly normalizedChannel?: string;
  /** The operating system's name. */
  readonly os?: string;
  /** Why the ping was made: a copy of `payload/info/reason` or `payload/reason`. */
  readonly reason?: string;
  /** The country that the sender's address is in, two letters. */
  readonly geoCountry?: string;
  /** The city that the sender's address is in, where it is large enough. */
  readonly geoCity?: string;
  /** The host that the request was made to. */
  readonly Host?: string;
  /** Whether the client's settings allow telemetry. */
  readonly telemetryEnabled?: boolean;
  /** The request's `DNT` header. */
  readonly DNT?: string;
  /** The size of the ping, in bytes. */
  readonly Size?: number;
  /** The version of pingsender, `1.0`; missing when Firefox sent the ping itself. */
  readonly "X-PingSender-Version"?: string;
}
