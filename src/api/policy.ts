/** What may be seen by whom. */
export interface Policy {
  /** Metrics that nobody sees. */
  readonly isHidden: (metric: string) => boolean;
  /** Whether a metric of a channel is seen only by those who show a token. */
  readonly isProtected: (channel: string, metric: string) => boolean;
  /** Whether a channel's dates and filters are seen only by those who show a token. */
  readonly isProtectedChannel: (channel: string) => boolean;
}

/** Parts of {@link originalPolicy} that can be changed. */
export interface PolicyOptions {
  /** Metrics of the release channel that everybody sees. @defaultValue the original's one */
  readonly publicReleaseMetrics?: readonly string[] | undefined;
  /** Whether everybody sees everything of the release channel. @defaultValue false */
  readonly isReleasePublic?: boolean | undefined;
}

const HIDDEN = /^(\[\[COUNT\]\]_)?SEARCH_COUNTS|^SCALARS_BROWSER\.SEARCH\./;
const PROTECTED: readonly string[] = [
  "SCALARS_TELEMETRY.EVENT_COUNTS",
  "SCALARS_TELEMETRY.DYNAMIC_EVENT_COUNTS",
];

/** The original's rules: search counts for nobody; event counts, and release but for one metric, by token. */
export function originalPolicy({
  publicReleaseMetrics = ["SCALARS_TELEMETRY.TEST.KEYED_RELEASE_OPTOUT"],
  isReleasePublic = false,
}: PolicyOptions = {}): Policy {
  return {
    isHidden: (metric) => HIDDEN.test(metric),
    isProtected: (channel, metric) =>
      PROTECTED.includes(metric) ||
      (channel === "release" && !isReleasePublic && !publicReleaseMetrics.includes(metric)),
    isProtectedChannel: (channel) => channel === "release" && !isReleasePublic,
  };
}
