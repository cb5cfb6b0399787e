import type { Random } from "./random.js";

/** A build of the browser that a ping can come from. */
export interface Build {
  readonly version: string;
  readonly buildId: string;
}

const beta = (buildId: string): Build => ({ version: "55.0", buildId });
/** The first build of Beta 55, which is there from the first day. */
const first: Build = beta("20170612224034");
const second: Build = beta("20170615063713");
const third: Build = beta("20170619071723");
const distribution: Build = beta("20170613120117");
const late: Build = beta("20170621221804");

/** Beta builds that the published report leaves out: from before its first and from after its last. */
export const otherBetaBuilds: readonly Build[] = [
  { version: "54.0", buildId: "20170605212122" },
  { version: "54.0", buildId: "20170608105825" },
  { version: "55.0", buildId: "20170611235959" },
  { version: "55.0", buildId: "20170622061432" },
  { version: "55.0", buildId: "20170626000000" },
];

/** Builds of other channels. Some are from the days that the report looks at. */
export const otherChannelBuilds: readonly (Build & { readonly channel: string })[] = [
  { channel: "nightly", version: "56.0a1", buildId: "20170613030203" },
  { channel: "nightly", version: "56.0a1", buildId: "20170615030208" },
  { channel: "nightly", version: "56.0a1", buildId: "20170617030206" },
  { channel: "release", version: "54.0", buildId: "20170608105825" },
  { channel: "release", version: "54.0", buildId: "20170612122310" },
  { channel: "beta-cck-mozilla14", version: "55.0", buildId: "20170612224034" },
];

/** Draws the beta build of a client that starts at a time, in milliseconds since 1970. */
export function drawBuild(startMs: number, random: Random): Build {
  return random.weighted([
    [first, 60],
    [distribution, 4],
    [late, startMs < Date.UTC(2017, 5, 19, 12) ? 0 : 1],
    [second, startMs < Date.UTC(2017, 5, 16) ? 0 : 90],
    [third, startMs < Date.UTC(2017, 5, 19, 12) ? 0 : 100],
  ]);
}

/** The build of the clients whose order in the lake matters, so that they share a partition. */
export const firstBuild: Build = first;
