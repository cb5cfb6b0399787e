import { openDatabase } from "../../database/index.js";
import { version } from "../../index.js";
import { type Command, type Invocation, numberOption, textOption, UsageError } from "../command.js";
import { databaseOf, databaseOption, shownDatabase } from "../database-option.js";

/** `pingframe serve`: the HTTP API. */
export const serveCommand: Command = {
  name: "serve",
  summary: "answer questions about aggregates over HTTP",
  positionals: "",
  description: [
    "Serves the database of aggregates over HTTP: the routes of the original aggregator, and those under /v1/,",
    "which /v1/openapi.json describes. Stops on Ctrl-C or SIGTERM, when what is being answered is answered.",
    "Tokens for what is protected come from $PINGFRAME_API_TOKENS, separated by commas. For example:",
    "",
    '  curl "http://127.0.0.1:8080/aggregates_by/build_id/channels/nightly/?version=41&dates=20150614&metric=GC_MS"',
  ].join("\n"),
  options: {
    database: databaseOption,
    host: { type: "string", value: "HOST", help: "Where to listen. Default: 127.0.0.1." },
    port: { type: "string", value: "N", help: "The port; 0 takes any that is free. Default: 8080." },
    profile: {
      type: "string",
      value: "head|seed",
      help: "seed has e10sEnabled among the filters. Default: head.",
    },
    "min-clients": {
      type: "string",
      value: "N",
      help: "Suppress histograms of fewer: of client-days where rollup run weighed clients (--clients), of histograms otherwise. Default: 0, which suppresses none.",
    },
    "public-release": { type: "boolean", help: "Show the release channel to everybody." },
    issuer: { type: "string", value: "URL", help: "Also take tokens that this issuer signed (JWT, RS256)." },
    audience: { type: "string", value: "NAME", help: "The audience that such tokens must be for." },
    "timeout-seconds": {
      type: "string",
      value: "N",
      help: "After how long PostgreSQL stops a question. Default: 30.",
    },
    quiet: { type: "boolean", help: "Say nothing on standard error but errors." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { env, options, tell, signal } = invocation;
  const profile = textOption(invocation, "profile") ?? "head";
  if (profile !== "head" && profile !== "seed") {
    throw new UsageError(`--profile must be head or seed, got ${JSON.stringify(profile)}`);
  }
  const issuer = textOption(invocation, "issuer");
  const audience = textOption(invocation, "audience");
  if ((issuer === undefined) !== (audience === undefined))
    throw new UsageError("--issuer and --audience go together");
  const port = numberOption(invocation, "port", { min: 0, integer: true }) ?? 8080;
  if (port > 65_535) throw new UsageError(`--port must be at most 65535, got ${port}`);
  const timeoutSeconds = numberOption(invocation, "timeout-seconds", { min: 0.001 }) ?? 30;
  const database = databaseOf(invocation);
  const driver = await openDatabase({ database, timeoutMs: Math.round(timeoutSeconds * 1000) });
  try {
    const { serveApi } = await loadApi();
    const api = await serveApi({
      driver,
      now: Date.now,
      port,
      host: textOption(invocation, "host"),
      profile,
      version,
      tokens: (env["PINGFRAME_API_TOKENS"] ?? "").split(",").filter((token) => token !== ""),
      jwt: issuer === undefined ? undefined : { issuer, audience: audience! },
      minClients: numberOption(invocation, "min-clients", { min: 0 }),
      isReleasePublic: options["public-release"] === true,
      onError: (error, path) => tell(`pingframe serve: ${path}: ${(error as Error).message}\n`),
    });
    await invocation.print(`${api.url}\n`);
    if (!options["quiet"]) tell(`serving ${shownDatabase(database)}; stop with Ctrl-C\n`);
    await toStop(signal);
    await api.stop();
    return 0;
  } finally {
    await driver.close();
  }
}

function toStop(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
    process.once("SIGTERM", () => resolve());
  });
}

/** Loads the API, whose packages only those have who serve it. */
async function loadApi(): Promise<typeof import("../../api/index.js")> {
  try {
    return await import("../../api/index.js");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      "serve needs packages that are not installed; npm install hono @hono/node-server zod jose",
    );
  }
}
