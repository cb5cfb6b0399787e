import { createHash, timingSafeEqual } from "node:crypto";
import { ApiError } from "./api-error.js";

/** How tokens are checked: those of a list, those that an issuer signed, or both. */
export interface AuthOptions {
  /** Tokens that are accepted as they are. */
  readonly tokens?: readonly string[] | undefined;
  /** Signed tokens (JWT, RS256), as the original takes them. */
  readonly jwt?: JwtOptions | undefined;
}

/** Whose signed tokens are accepted. */
export interface JwtOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's keys are; @defaultValue the issuer's `.well-known/jwks.json` */
  readonly keys?: URL | undefined;
  /** What the token must allow. @defaultValue "read:aggregates" */
  readonly scope?: string | undefined;
}

/** Throws unless the header holds a token that is accepted. */
export type Authenticate = (header: string | undefined) => Promise<void>;

const SCHEME = /^Bearer +([\w.~+/=-]+)$/i;

/** Makes what checks `Authorization` headers; without tokens and issuer it accepts none. */
export function createAuthenticate({ tokens = [], jwt }: AuthOptions): Authenticate {
  const digests = tokens.map(digestOf);
  const verify = jwt === undefined ? null : createVerify(jwt);
  return async (header) => {
    if (header === undefined || header === "") {
      throw refusal("authorization_header_missing", "an Authorization header is expected");
    }
    const token = SCHEME.exec(header)?.[1];
    if (token === undefined) throw refusal("invalid_header", 'the header must be "Bearer" and a token');
    const digest = digestOf(token);
    // All are compared, so that the time taken tells nothing.
    if (digests.filter((known) => timingSafeEqual(known, digest)).length > 0) return;
    if (verify === null) throw refusal("access_denied", "the token is not accepted");
    await (await verify)(token);
  };
}

function refusal(code: string, message: string): ApiError {
  return new ApiError(403, code, message);
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

async function createVerify({
  issuer,
  audience,
  keys,
  scope = "read:aggregates",
}: JwtOptions): Promise<(token: string) => Promise<void>> {
  const { createRemoteJWKSet, errors, jwtVerify } = await import("jose");
  const base = issuer.endsWith("/") ? issuer : `${issuer}/`;
  const keySet = createRemoteJWKSet(keys ?? new URL(".well-known/jwks.json", base));
  return async (token) => {
    let granted: unknown;
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer, audience, algorithms: ["RS256"] });
      granted = payload["scope"];
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw refusal("token_expired", "the token is expired");
      if (error instanceof errors.JWTClaimValidationFailed) {
        throw refusal("invalid_claims", "the token is of another issuer or for another audience");
      }
      throw refusal("improper_token", "the token can't be verified");
    }
    if (typeof granted !== "string" || !granted.split(" ").includes(scope)) {
      throw refusal("access_denied", "the token does not allow reading aggregates");
    }
  };
}
