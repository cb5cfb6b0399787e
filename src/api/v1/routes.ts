import type { Context, Hono } from "hono";
import { revisionOf } from "../../database/index.js";
import type { ApiContext, ApiRequest } from "../context.js";
import { toJson } from "../to-json.js";
import { v1Aggregates } from "./aggregates.js";
import { v1Channels, v1Freshness, v1Metrics, v1Options, v1Versions } from "./lists.js";
import { openApiDocument } from "./openapi.js";

/** What the routes under `/v1/` get. */
export interface V1Options {
  readonly context: ApiContext;
  readonly version: string;
  /** Answers from memory where nothing has changed. */
  readonly serve: (c: Context, compute: (request: ApiRequest) => Promise<unknown>) => Promise<Response>;
}

type Resource = (context: ApiContext, request: ApiRequest) => Promise<unknown>;

const resources: Readonly<Record<string, Resource>> = {
  channels: v1Channels,
  versions: v1Versions,
  options: v1Options,
  metrics: v1Metrics,
  freshness: v1Freshness,
  aggregates: v1Aggregates,
};

/** Adds the routes under `/v1/`. */
export function v1Routes(app: Hono, { context, version, serve }: V1Options): void {
  const json = (c: Context, value: unknown): Response => {
    c.header("Content-Type", "application/json");
    c.header("Cache-Control", "no-cache");
    return c.body(toJson(value));
  };
  for (const [name, resource] of Object.entries(resources)) {
    app.get(`/v1/${name}`, (c) => serve(c, (request) => resource(context, request)));
  }
  app.get("/v1/openapi.json", (c) => json(c, openApiDocument(version)));
  app.get("/v1/version", (c) => json(c, { source: "pingframe", version, commit: "", build: "" }));
  app.get("/v1/health", async (c) => json(c, { status: "ok", revision: await revisionOf(context.driver) }));
}
