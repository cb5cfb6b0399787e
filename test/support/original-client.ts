import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { root } from "../bin/run-cli.js";

/** Histograms of one label over dates, as the original's JavaScript client gives them to dashboards. */
export interface ClientEvolution {
  readonly kind: string;
  readonly buckets: readonly (number | string)[];
  readonly description: string;
  dates(): Date[];
  submissions(): number[];
  sampleCounts(): number[];
  means(): number[];
  percentiles(percentile: number): number[];
  histogram(): ClientHistogram;
  sanitized(): ClientEvolution | null;
}

/** One histogram, added up over dates. */
export interface ClientHistogram {
  readonly values: readonly number[];
  readonly count: number;
  readonly submissions: number;
  readonly sum: number;
  mean(): number;
  percentile(percentile: number): number;
}

/** The original's JavaScript client, with promises in place of its callbacks. */
export interface OriginalClient {
  /** What was asked so far: paths with their queries, in order. */
  readonly requests: readonly string[];
  /** The longest URL that it sends. */
  maxUrlLength: number;
  init(): Promise<void>;
  getVersions(from?: string, to?: string): string[];
  getFilterOptions(channel: string, version: string): Promise<Record<string, string[]>>;
  getHistogramInfo(
    channel: string,
    version: string,
    metric: string,
  ): Promise<[kind: string, description: string, buckets: readonly unknown[], dates: string]>;
  getEvolution(
    channel: string,
    version: string,
    metric: string,
    filters?: Readonly<Record<string, string | readonly string[]>>,
    useSubmissionDate?: boolean,
  ): Promise<Record<string, ClientEvolution>>;
}

/** Makes a client of the API at an address. */
export type MakeClient = (url: string) => OriginalClient;

const file = process.env["PINGFRAME_TELEMETRY_JS"] ?? join(root, "../shared/golden/telemetry.js");

/** Why the original's own client can't be run, or false where its file is there. No package has it. */
export const originalClientIsMissing: string | false = existsSync(file)
  ? false
  : "SKIPPED: the original's v2/telemetry.js is in no package; name the file in PINGFRAME_TELEMETRY_JS";

/** Loads the original's client, as it is, and tells it only where the API is. */
export const loadOriginalClient: MakeClient = (url) => {
  const requests: string[] = [];
  const failures = new Set<(reason: unknown) => void>();

  /** As much of a browser's as the client uses. */
  class XMLHttpRequest {
    status = 0;
    responseText = "";
    onload = (): void => {};
    onerror = (): void => {};
    #url = "";
    #method = "";
    open(method: string, address: string): void {
      this.#method = method;
      this.#url = address;
    }
    send(): void {
      requests.push(this.#url.slice(url.length));
      fetch(this.#url, { method: this.#method })
        .then(async (response) => {
          this.responseText = await response.text();
          this.status = response.status;
          this.onload();
        })
        // What its callbacks throw is for whoever waits for them.
        .catch((error: unknown) => {
          for (const fail of failures) fail(error);
        });
    }
  }

  const context = createContext({ XMLHttpRequest, setTimeout });
  runInContext(readFileSync(file, "utf8"), context);
  const { Telemetry } = context as { Telemetry: LoadedClient };
  Telemetry.BASE_URL = `${url}/`;
  const ask = <T>(start: (done: (...answer: never[]) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      failures.add(reject);
      start((...answer) => {
        failures.delete(reject);
        resolve((answer.length > 1 ? answer : answer[0]) as T);
      });
    });
  return {
    requests,
    get maxUrlLength() {
      return Telemetry.MAX_URL_LENGTH;
    },
    set maxUrlLength(length) {
      Telemetry.MAX_URL_LENGTH = length;
    },
    init: () => ask((done) => Telemetry.init(done)),
    getVersions: (from, to) => [...Telemetry.getVersions(from, to)],
    getFilterOptions: (channel, version) => ask((done) => Telemetry.getFilterOptions(channel, version, done)),
    getHistogramInfo: (channel, version, metric) =>
      ask((done) => Telemetry.getHistogramInfo(channel, version, metric, null, done)),
    getEvolution: (channel, version, metric, filters = {}, useSubmissionDate = false) =>
      ask((done) => Telemetry.getEvolution(channel, version, metric, filters, useSubmissionDate, done)),
  };
};

type Callback = (...answer: never[]) => void;

/** The client as its file defines it. */
interface LoadedClient {
  BASE_URL: string;
  MAX_URL_LENGTH: number;
  init(done: Callback): void;
  getVersions(from?: string, to?: string): string[];
  getFilterOptions(channel: string, version: string, done: Callback): void;
  getHistogramInfo(channel: string, version: string, metric: string, unused: null, done: Callback): void;
  getEvolution(
    channel: string,
    version: string,
    metric: string,
    filters: object,
    useSubmissionDate: boolean,
    done: Callback,
  ): void;
}
