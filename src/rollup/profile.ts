/** Where a dimension's value stands in a ping, and of which type it is. */
export interface DimensionRule {
  /** Its name in the `dimensions` of a row. */
  readonly name: string;
  readonly path: readonly string[];
  readonly type: "text" | "boolean";
  /** Keep only the first `length` characters where the dimension `of`, which must stand before, is `is`. */
  readonly cut?: { readonly of: string; readonly is: string; readonly length: number };
}

/**
 * What is aggregated, and by which dimensions. Plain data: a changed copy of {@link head} or {@link seed} is a
 * profile too, and adding a dimension is adding an entry to `dimensions`.
 */
export interface RollupProfile {
  readonly name: string;
  /** Pings that say that they are of another doc type are left out; null takes all. */
  readonly docType: string | null;
  /** Applications whose pings are left out. */
  readonly excludedApplications: readonly string[];
  /** Pings of other channels are left out. */
  readonly channels: readonly string[];
  /** What a ping must have: a `meta.sampleId` below 100, or a client id. */
  readonly sampling: "sample-id" | "client-id";
  /** The dimensions between label and process, in the order of the rows. */
  readonly dimensions: readonly DimensionRule[];
  /** How the dimension `child` tells the process: as text, or whether it is a content process. */
  readonly child: "text" | "boolean";
  /** The processes that count, or null for every one that the ping has. */
  readonly processes: readonly string[] | null;
  /** Whether the sections of `payload.processes` are aggregated. */
  readonly hasProcessSections: boolean;
  /** Whether child payloads' simple measurements are. */
  readonly hasChildMeasurements: boolean;
  /** Keyed histograms that are left out, because they have too many labels. */
  readonly excludedKeyedHistograms: readonly string[];
  /** Scalars are left out if their name starts so. */
  readonly excludedScalars: readonly string[];
  /** The characters that a metric's name may have, as a class of a regular expression. */
  readonly nameCharacters: string;
}

const dimensions: readonly DimensionRule[] = [
  { name: "application", path: ["application", "name"], type: "text" },
  { name: "architecture", path: ["application", "architecture"], type: "text" },
  { name: "os", path: ["environment", "system", "os", "name"], type: "text" },
  {
    name: "osVersion",
    path: ["environment", "system", "os", "version"],
    type: "text",
    // Linux distributions count up their versions so fast that no two clients would share one.
    cut: { of: "os", is: "Linux", length: 3 },
  },
];

/**
 * The aggregator's last version: main pings by process, with scalars.
 *
 * @example
 * head.dimensions.map(({ name }) => name); // ["application", "architecture", "os", "osVersion"]
 */
export const head: RollupProfile = {
  name: "head",
  docType: "main",
  excludedApplications: ["Fennec"],
  channels: ["nightly", "aurora", "beta", "release"],
  sampling: "sample-id",
  dimensions,
  child: "text",
  processes: ["parent", "content", "gpu"],
  hasProcessSections: true,
  hasChildMeasurements: true,
  excludedKeyedHistograms: ["MESSAGE_MANAGER_MESSAGE_SIZE", "VIDEO_DETAILED_DROPPED_FRAMES_PROPORTION"],
  excludedScalars: ["browser.engagement.navigation"],
  nameCharacters: "[A-Za-z0-9_\\-[\\].]",
};

/**
 * The aggregator of 2015: saved sessions, with the dimension `e10sEnabled` and `child` as a boolean.
 *
 * @example
 * seed.dimensions.at(-1)?.name; // "e10sEnabled"
 */
export const seed: RollupProfile = {
  name: "seed",
  docType: "saved_session",
  excludedApplications: [],
  channels: head.channels,
  sampling: "client-id",
  dimensions: [
    ...dimensions,
    { name: "e10sEnabled", path: ["environment", "settings", "e10sEnabled"], type: "boolean" },
  ],
  child: "boolean",
  processes: ["parent", "content"],
  hasProcessSections: false,
  hasChildMeasurements: false,
  excludedKeyedHistograms: [],
  excludedScalars: [],
  nameCharacters: "[A-Z0-9_\\-[\\].]",
};

/** The profiles by name, as commands name them. */
export const profiles: Readonly<Record<"seed" | "head", RollupProfile>> = { seed, head };
