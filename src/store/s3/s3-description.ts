import { checkPrefix } from "../check-key.js";
import type { StoreDescription } from "../types.js";

/** An S3 store as data. */
export type S3Description = Extract<StoreDescription, { kind: "s3" }>;

/** Options of {@link openS3Store}. */
export interface S3StoreOptions {
  /** The folder in the bucket that keys are relative to. @defaultValue the whole bucket */
  readonly prefix?: string;
  /** The bucket's region. @defaultValue that of the environment or the profile; else the bucket is asked for it */
  readonly region?: string;
  /** The address of a server other than Amazon's, such as `http://localhost:9000`. @defaultValue AWS_ENDPOINT_URL */
  readonly endpoint?: string;
  /** Whether the bucket is named in the path, not in the host's name. @defaultValue true where there is an endpoint */
  readonly pathStyle?: boolean;
  /** The profile in the AWS configuration whose credentials are used. @defaultValue AWS_PROFILE, else `default` */
  readonly profile?: string;
  /** Agrees to pay for requests, as some buckets demand. @defaultValue false */
  readonly requesterPays?: boolean;
  /** Sends no credentials, for public buckets. @defaultValue false */
  readonly anonymous?: boolean;
  /** How often a request is sent before its failure counts, from 1. @defaultValue 6 */
  readonly attempts?: number;
  /** How long the server may send nothing before a request counts as failed, in milliseconds. @defaultValue 30000 */
  readonly timeoutMs?: number;
}

/**
 * Makes options plain data, checked.
 *
 * @throws {TypeError} If the bucket, prefix or endpoint can't be one, or the endpoint holds a password.
 * @throws {RangeError} If `attempts` or `timeoutMs` is not a whole number from 1.
 */
export function toS3Description(bucket: string, options: S3StoreOptions): S3Description {
  if (typeof bucket !== "string" || !/^[^/\s?#]+$/.test(bucket)) {
    throw new TypeError(`bucket of an S3 store is not a bucket's name: ${JSON.stringify(bucket)}`);
  }
  const { prefix = "", endpoint, region, pathStyle, profile, requesterPays, anonymous } = options;
  const { attempts, timeoutMs } = options;
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  checkPrefix(folder);
  if (endpoint !== undefined) checkEndpoint(endpoint);
  checkWhole("attempts", attempts);
  checkWhole("timeoutMs", timeoutMs);
  return {
    kind: "s3",
    bucket,
    prefix: folder,
    ...(region ? { region } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(pathStyle === undefined ? {} : { pathStyle }),
    ...(profile ? { profile } : {}),
    ...(requesterPays === undefined ? {} : { requesterPays }),
    ...(anonymous === undefined ? {} : { anonymous }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

function checkEndpoint(endpoint: string): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("endpoint of an S3 store is no http or https URL; one is http://localhost:9000");
  }
  // Descriptions travel and names are shown, so that no secret may be in either.
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("endpoint of an S3 store holds a user or a password; leave them out");
  }
}

function checkWhole(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return;
  throw new RangeError(`${name} of an S3 store is not a whole number from 1: ${value}`);
}
