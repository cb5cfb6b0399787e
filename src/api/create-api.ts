import { type Context, Hono } from "hono";
import { type Driver, revisionOf } from "../database/index.js";
import { Answers } from "./answer-once.js";
import { ApiError } from "./api-error.js";
import { type AuthOptions, createAuthenticate } from "./authenticate.js";
import type { ApiContext, ApiRequest } from "./context.js";
import { isUnchanged } from "./is-unchanged.js";
import { errorPage } from "./original/error-page.js";
import { originalChannels, originalDates, originalFilters } from "./original/lists.js";
import { originalMetric } from "./original/metric.js";
import { originalPolicy, type PolicyOptions } from "./policy.js";
import { queryOf } from "./query-of.js";
import { statusOf } from "./status-of.js";
import { toJson } from "./to-json.js";
import { v1Routes } from "./v1/routes.js";

/** What an API serves, to whom. */
export interface ApiOptions extends AuthOptions, PolicyOptions {
  readonly driver: Driver;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Gets what went wrong inside, with the path; answers say nothing of it. */
  readonly onError?: ((error: unknown, path: string) => void) | undefined;
  /** Groups of fewer clients are suppressed. @defaultValue 0, which suppresses none */
  readonly minClients?: number | undefined;
  /** `seed` has `e10sEnabled` among the original's filters, `head` refuses it. @defaultValue "head" */
  readonly profile?: "seed" | "head" | undefined;
  /** The most histograms in one answer. @defaultValue 100_000 */
  readonly maxGroups?: number | undefined;
  /** The longest URL, in characters. @defaultValue 8192 */
  readonly maxUrlLength?: number | undefined;
  /** The program's version. */
  readonly version?: string | undefined;
}

const DAY_MS = 86_400_000;
const HOUR_S = 3600;
const METHODS = "GET, HEAD, OPTIONS";

/** Makes the API: the original's routes, and those under `/v1/`. It can be called with requests, or served. */
export function createApi(options: ApiOptions): Hono {
  const { driver, now, maxUrlLength = 8192, version = "unknown" } = options;
  const context: ApiContext = {
    driver,
    policy: originalPolicy(options),
    minClients: options.minClients ?? 0,
    hasE10s: options.profile === "seed",
    maxGroups: options.maxGroups ?? 100_000,
  };
  const authenticate = createAuthenticate(options);
  const answers = new Answers(driver, now);
  const app = new Hono({ strict: true });

  app.use(async (c, next) => {
    secure(c);
    if (c.req.url.length > maxUrlLength) throw new ApiError(414, "url-too-long", "The URL is too long.");
    if (c.req.method === "OPTIONS") return preflight(c);
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      throw new ApiError(405, "method", "The method is not allowed for the requested URL.", {
        Allow: METHODS,
      });
    }
    return next();
  });

  const requestOf = async (c: Context): Promise<ApiRequest> => {
    let refusal: unknown = null;
    await authenticate(c.req.header("Authorization")).catch((error: unknown) => {
      refusal = error;
    });
    return {
      path: c.req.path,
      query: queryOf(c.req.url),
      isAuthenticated: refusal === null,
      refuseUnlessAuthenticated: () => {
        if (refusal !== null) throw refusal;
      },
    };
  };

  /** Answers from memory where nothing has changed, and with 304 where the client has it. */
  const serve = async (
    c: Context,
    compute: (request: ApiRequest) => Promise<unknown>,
    maxAge: (at: number) => number,
  ): Promise<Response> => {
    const request = await requestOf(c);
    const question = JSON.stringify([request.isAuthenticated, c.req.path, [...request.query]]);
    const { body, etag, at } = await answers.answer(question, () => compute(request));
    c.header("ETag", etag);
    c.header("Cache-Control", `${request.isAuthenticated ? "private, " : ""}max-age=${maxAge(at)}`);
    if (isUnchanged(c.req.header("If-None-Match"), etag)) return c.body(null, 304);
    c.header("Content-Type", "application/json");
    return c.body(body);
  };
  // As the original has it: what is left of a day in the server's memory, and an hour.
  const originalAge = (at: number): number =>
    Math.max(0, Math.floor((at + DAY_MS - now()) / 1000)) + HOUR_S - 1;
  const metricAge = (prefix: string) => (at: number) =>
    prefix === "submission_date" ? DAY_MS / 1000 : originalAge(at);

  app.get("/status", (c) => c.text("OK"));
  app.get("/__lbheartbeat__", (c) => c.text("OK"));
  app.get("/__version__", (c) => json(c, { source: "pingframe", version, commit: "", build: "" }));
  app.get("/__heartbeat__", async (c) => {
    await revisionOf(driver);
    return json(c, { status: "ok", checks: { database: "ok" }, details: {} });
  });
  app.get("/authed", async (c) => {
    (await requestOf(c)).refuseUnlessAuthenticated();
    return c.text("Authenticated");
  });
  app.get("/clear-cache", async (c) => {
    (await requestOf(c)).refuseUnlessAuthenticated();
    answers.clear();
    return c.text("Cache Cleared");
  });
  app.get("/aggregates_by/:prefix/channels/", (c) =>
    serve(c, (request) => originalChannels(context, request, c.req.param("prefix")), originalAge),
  );
  app.get("/aggregates_by/:prefix/channels/:channel/dates/", (c) =>
    serve(
      c,
      (request) => originalDates(context, request, c.req.param("prefix"), c.req.param("channel")),
      originalAge,
    ),
  );
  app.get("/aggregates_by/:prefix/channels/:channel/", (c) => {
    const { prefix, channel } = c.req.param();
    return serve(c, (request) => originalMetric(context, request, prefix, channel), metricAge(prefix));
  });
  app.get("/filters/", (c) => serve(c, (request) => originalFilters(context, request), originalAge));
  for (const path of [
    "/aggregates_by/:prefix/channels",
    "/aggregates_by/:prefix/channels/:channel/dates",
    "/aggregates_by/:prefix/channels/:channel",
    "/filters",
  ]) {
    app.get(path, (c) => {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(`${pathname}/${search}`, 308);
    });
  }
  v1Routes(app, { context, version, serve: (c, compute) => serve(c, compute, () => 60) });

  app.notFound((c) =>
    fail(c, new ApiError(404, "no-route", "The requested URL was not found on the server.")),
  );
  app.onError((error, c) => {
    const answer = statusOf(error);
    if (answer.status >= 500) options.onError?.(error, c.req.path);
    secure(c);
    return fail(c, answer);
  });
  return app;
}

function json(c: Context, value: unknown): Response {
  c.header("Content-Type", "application/json");
  return c.body(toJson(value));
}

/** The original's routes answer with a page, but with JSON where a token is missing; those of `/v1/` with JSON. */
function fail(c: Context, { status, code, message, headers }: ApiError): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.header("Cache-Control", "no-store");
  c.status(status);
  if (c.req.path.startsWith("/v1/")) return json(c, { error: { code, message } });
  if (status === 403) return json(c, { code, description: message });
  return c.html(errorPage(status, message));
}

function secure(c: Context): void {
  const origin = c.req.header("Origin");
  c.header("Access-Control-Allow-Origin", origin ?? "*");
  c.header("Vary", origin === undefined ? "Authorization" : "Origin, Authorization");
  c.header("X-Frame-Options", "DENY");
  c.header("X-Content-Type-Options", "nosniff");
  for (const name of ["Content-Security-Policy", "X-Content-Security-Policy"]) {
    c.header(name, "frame-ancestors 'none'; default-src 'self'");
  }
}

function preflight(c: Context): Response {
  c.header("Allow", METHODS);
  c.header("Access-Control-Allow-Headers", "Authorization, Content-Type");
  c.header("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  return c.body(null, 200);
}
