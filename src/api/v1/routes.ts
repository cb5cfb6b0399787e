import type { Context, Hono } from "hono";
import type { ApiContext, ApiRequest } from "../context.js";

/** What the routes under `/v1/` get. */
export interface V1Options {
  readonly context: ApiContext;
  readonly version: string;
  /** Answers from memory where nothing has changed. */
  readonly serve: (c: Context, compute: (request: ApiRequest) => Promise<unknown>) => Promise<Response>;
}

/** Adds the routes under `/v1/`. */
export function v1Routes(_app: Hono, _options: V1Options): void {}
