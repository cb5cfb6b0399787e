import { z } from "zod";
import { type Parameter, v1Parameters } from "./parameters.js";
import { type SchemaName, schemas } from "./schemas.js";

type Json = Readonly<Record<string, unknown>>;

interface RouteDescription {
  readonly summary: string;
  /** What is answered with 200, or null for plain text. */
  readonly answer: SchemaName | null;
  readonly parameters?: readonly Json[];
  /** Which other statuses there are, besides those that every route has. */
  readonly statuses?: readonly number[];
}

const EVERYWHERE = [405, 413, 414, 500, 503];
const REASONS: Readonly<Record<number, string>> = {
  304: "Unchanged since the entity tag that was sent.",
  308: "The path with a slash at its end.",
  400: "A parameter is unknown, missing or not valid.",
  403: "A token is missing or not accepted.",
  404: "There is no such thing, or no data.",
  405: "The method, or on the original's routes a parameter, is not known.",
  413: "The answer, or the request, would be too large.",
  414: "The URL is too long.",
  500: "Something went wrong here.",
  503: "The database can't be reached, or took too long.",
};

/** The description of the API, OpenAPI 3.1: what it is, for programs. */
export function openApiDocument(version: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "pingframe aggregates",
      version,
      description:
        "Histograms of browser telemetry, added over whatever is asked for. Counts and sums are integers of any size: " +
        "read them with a parser that keeps all digits.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths: Object.fromEntries(
      Object.entries(routes).map(([path, route]) => [path, { get: operationOf(path, route) }]),
    ),
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema)]),
      ),
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

const inPath = (name: string): Json => ({ name, in: "path", required: true, schema: { type: "string" } });
const original = (name: string, required: boolean, description: string): Json => ({
  name,
  in: "query",
  required,
  description,
  schema: { type: "string" },
});
const prefix = inPath("prefix");
const channel = inPath("channel");
const CACHED = [304];

const routes: Readonly<Record<string, RouteDescription>> = {
  "/status": { summary: "Whether the server runs", answer: null },
  "/__lbheartbeat__": { summary: "Whether the server runs", answer: null },
  "/__heartbeat__": { summary: "Whether the database answers", answer: "Heartbeat" },
  "/__version__": { summary: "Which version this is", answer: "Version" },
  "/authed": { summary: "Whether the token is accepted", answer: null, statuses: [403] },
  "/clear-cache": { summary: "Forgets all answers that are kept", answer: null, statuses: [403] },
  "/aggregates_by/{prefix}/channels/": {
    summary: "The channels there are",
    answer: "OriginalChannels",
    parameters: [prefix],
    statuses: CACHED,
  },
  "/aggregates_by/{prefix}/channels/{channel}/dates/": {
    summary: "The versions and dates of a channel",
    answer: "OriginalDates",
    parameters: [prefix, channel],
    statuses: [...CACHED, 403],
  },
  "/aggregates_by/{prefix}/channels/{channel}/": {
    summary: "The histograms of a metric, by date and label",
    answer: "OriginalMetric",
    parameters: [
      prefix,
      channel,
      original("version", true, "The version."),
      original("dates", true, "Dates as yyyymmdd, separated by commas."),
      original("metric", true, "The metric."),
      ...["application", "architecture", "os", "osVersion", "label", "child"].map((name) =>
        original(name, false, `Only aggregates with this ${name}; repeated, any of them.`),
      ),
    ],
    statuses: [...CACHED, 403, 404],
  },
  "/filters/": {
    summary: "The values that dimensions have",
    answer: "OriginalFilters",
    parameters: [original("channel", true, "The channel."), original("version", true, "The version.")],
    statuses: [...CACHED, 403, 404],
  },
  ...Object.fromEntries(
    [
      "/aggregates_by/{prefix}/channels",
      "/aggregates_by/{prefix}/channels/{channel}",
      "/aggregates_by/{prefix}/channels/{channel}/dates",
      "/filters",
    ].map((path) => [
      path,
      {
        summary: "The path without its slash",
        answer: null,
        parameters: [prefix, channel].filter(({ name }) => path.includes(`{${name}}`)),
        statuses: [308],
      },
    ]),
  ),
  "/v1/openapi.json": { summary: "This document", answer: null },
  "/v1/health": { summary: "Whether the database answers", answer: "Health" },
  "/v1/version": { summary: "Which version this is", answer: "Version" },
  "/v1/channels": v1("The channels there are", "Channels", v1Parameters.channels),
  "/v1/versions": v1("The versions of a channel, with their dates", "Versions", v1Parameters.versions, [403]),
  "/v1/options": v1("The values that dimensions have", "Options", v1Parameters.options, [403, 404]),
  "/v1/metrics": v1("Metrics, by words", "Metrics", v1Parameters.metrics, [403]),
  "/v1/freshness": v1("Which submission dates are merged", "Freshness", v1Parameters.freshness),
  "/v1/aggregates": v1("Histograms of a metric", "Aggregates", v1Parameters.aggregates, [403, 404]),
};

function v1(
  summary: string,
  answer: SchemaName,
  parameters: Readonly<Record<string, Parameter>>,
  statuses: readonly number[] = [],
): RouteDescription {
  return {
    summary,
    answer,
    parameters: Object.entries(parameters).map(([name, parameter]) => describe(name, parameter)),
    statuses: [...CACHED, 400, ...statuses],
  };
}

function describe(name: string, { schema, description, required, commas, fallback }: Parameter): Json {
  return {
    name,
    in: "query",
    required: required ?? false,
    description: commas ? `${description} Repeated, or separated by commas.` : description,
    schema: { ...jsonSchema(schema), ...(fallback === undefined ? {} : { default: fallback }) },
  };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" }) as Record<string, unknown>;
  return rest;
}

function operationOf(path: string, { summary, answer, parameters, statuses = [] }: RouteDescription): Json {
  const isNew = path.startsWith("/v1/");
  const content =
    path === "/v1/openapi.json"
      ? { "application/json": { schema: { type: "object" } } }
      : answer === null
        ? { "text/plain": { schema: { type: "string" } } }
        : { "application/json": { schema: reference(answer) } };
  const errorContent = (status: number): Json =>
    isNew
      ? { "application/json": { schema: reference("Error") } }
      : status === 403
        ? { "application/json": { schema: reference("AuthError") } }
        : { "text/html": { schema: { type: "string" } } };
  const others = [...new Set([...statuses, ...EVERYWHERE])].sort((a, b) => a - b);
  return {
    summary,
    ...(parameters === undefined ? {} : { parameters }),
    security: [{}, { bearer: [] }],
    responses: {
      ...(statuses.includes(308) ? {} : { 200: { description: "The answer.", content } }),
      ...Object.fromEntries(
        others.map((status) => [
          status,
          status < 400
            ? { description: REASONS[status] }
            : { description: REASONS[status], content: errorContent(status) },
        ]),
      ),
    },
  };
}

function reference(name: SchemaName): Json {
  return { $ref: `#/components/schemas/${name}` };
}
