import type { StoreFailure } from "../../errors.js";
import { ReadFailure, type ReadFailureKind } from "./read-failure.js";

/** What an error of the client or the network means. */
export interface S3Failure {
  /** Whether the same request may succeed a little later. */
  readonly isTransient: boolean;
  readonly failure: StoreFailure;
  /** The status of the answer, if there was one. */
  readonly status: number | undefined;
  /** For people: never the server's own words, which may repeat what was sent. */
  readonly reason: string;
  /** The error without the request and the response that the client keeps on it: they hold signatures. */
  readonly cause: Error;
}

interface ClientError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number };
}

/** Tells transient failures from lasting ones, and what each means. */
export function classifyFailure(thrown: unknown): S3Failure {
  if (thrown instanceof ReadFailure) {
    const [failure, reason] = READ_MEANINGS[thrown.kind];
    return {
      isTransient: thrown.isTransient,
      failure,
      status: undefined,
      reason,
      cause: bare(thrown, undefined),
    };
  }
  const error = thrown as ClientError;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  const { name } = error;
  const [failure, known] = meaning(name, error.code, status);
  const own = `${name}: ${error.message}`.replace(/\s+/g, " ").slice(0, 200);
  const reason = known ?? (status === undefined ? own : name);
  return {
    isTransient: isTransient(name, error.code, status),
    failure,
    status,
    reason: failure === "other" && status !== undefined ? `${reason} (HTTP ${status})` : reason,
    cause: bare(error, status),
  };
}

function bare(error: ClientError, status: number | undefined): Error {
  const parts = [
    error.name,
    error.code,
    status === undefined ? undefined : `HTTP ${status}`,
    error.$metadata?.requestId === undefined ? undefined : `request ${error.$metadata.requestId}`,
  ];
  return new Error(parts.filter((part) => part !== undefined).join(", "));
}

const MEANINGS: Readonly<Record<string, readonly [StoreFailure, string]>> = {
  NoSuchKey: ["missing", "no such object"],
  NotFound: ["missing", "no such object"],
  NoSuchBucket: ["missing", "there is no such bucket; correct its name"],
  PreconditionFailed: ["replaced", "it was replaced"],
  AccessDenied: ["denied", "permission denied"],
  Forbidden: ["denied", "permission denied"],
  InvalidAccessKeyId: ["denied", "the server does not know the access key"],
  SignatureDoesNotMatch: ["denied", "the secret key does not fit the access key"],
  ExpiredToken: ["denied", "the credentials have expired; renew them"],
  InvalidToken: ["denied", "the session token is not valid"],
  CredentialsProviderError: [
    "denied",
    "no credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or read as anonymous",
  ],
  PermanentRedirect: ["other", "the bucket is in another region; set its region"],
  AuthorizationHeaderMalformed: ["other", "the bucket is in another region; set its region"],
  RequestTimeTooSkewed: ["other", "this machine's clock is wrong"],
  SlowDown: ["other", "the server asks to slow down"],
  TimeoutError: ["other", "the server did not answer in time"],
};

const READ_MEANINGS: Readonly<Record<ReadFailureKind, readonly [StoreFailure, string]>> = {
  broken: ["other", "the body ended early"],
  otherRange: ["other", "the server sent another range than the one asked for"],
  replaced: ["replaced", "it was replaced"],
  wrongChecksum: ["other", "its bytes do not match its checksum"],
};

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection broke",
  EPIPE: "the connection broke",
  ETIMEDOUT: "the server did not answer in time",
  EHOSTUNREACH: "the server can't be reached",
  ENETUNREACH: "the network can't be reached",
  EAI_AGAIN: "the server's name can't be looked up now",
  ENOTFOUND: "there is no server of this name",
  EPROTO: "the server and this machine don't speak the same protocol; is the endpoint http or https",
};

function meaning(
  name: string,
  code: string | undefined,
  status: number | undefined,
): readonly [StoreFailure, string | undefined] {
  // The client calls a broken connection a timeout; the code tells them apart.
  if (code !== undefined && CODES[code] !== undefined) return ["other", CODES[code]];
  const known = MEANINGS[name];
  if (known !== undefined) return known;
  if (status === 404) return ["missing", "no such object"];
  if (status === 412) return ["replaced", "it was replaced"];
  if (status === 401 || status === 403) return ["denied", "permission denied"];
  if (status === 301) return ["other", "the bucket is in another region; set its region"];
  if (status !== undefined && status >= 500) return ["other", "the server failed"];
  if (status !== undefined && status < 300) return ["other", "the answer can't be understood"];
  return ["other", undefined];
}

const TRANSIENT_NAMES = new Set([
  "SlowDown",
  "RequestTimeout",
  "RequestTimeTooSkewed",
  "BadDigest",
  "IncompleteBody",
  "OperationAborted",
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "RequestLimitExceeded",
  "TimeoutError",
]);
const LASTING_CODES = new Set(["ENOTFOUND", "EPROTO"]);

function isTransient(name: string, code: string | undefined, status: number | undefined): boolean {
  if (TRANSIENT_NAMES.has(name)) return true;
  if (code !== undefined && CODES[code] !== undefined) return !LASTING_CODES.has(code);
  if (status === undefined) return false;
  // An answer of success that can't be read was cut or mangled on its way.
  return status < 300 || status === 408 || status === 429 || (status >= 500 && status !== 501);
}
