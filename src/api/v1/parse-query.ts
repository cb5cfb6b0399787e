import { nearestName } from "../../text/index.js";
import { ApiError } from "../api-error.js";
import type { Parameter } from "./parameters.js";

/**
 * Reads a query by the parameters that a route takes.
 * @throws {ApiError} With status 400, if one is unknown, missing, repeated though it is single, or not what it must be.
 */
export function parseQuery(
  query: ReadonlyMap<string, readonly string[]>,
  parameters: Readonly<Record<string, Parameter>>,
): Readonly<Record<string, unknown>> {
  const names = Object.keys(parameters);
  for (const name of query.keys()) {
    if (names.includes(name)) continue;
    const meant = nearestName(name, names);
    const advice = meant === null ? "" : ` did you mean ${JSON.stringify(meant)}?`;
    throw refusal(
      "unknown-parameter",
      `unknown parameter ${shown(name)};${advice} parameters: ${names.join(", ")}`,
    );
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      readParameter(name, query.get(name), parameter),
    ]),
  );
}

function readParameter(
  name: string,
  given: readonly string[] | undefined,
  { schema, required = false, commas = false, repeats = false, fallback }: Parameter,
): unknown {
  if (given === undefined) {
    if (required) throw refusal("missing-parameter", `parameter ${JSON.stringify(name)} is missing`);
    return fallback;
  }
  if (!repeats && given.length > 1) {
    throw refusal(
      "repeated-parameter",
      `parameter ${JSON.stringify(name)} takes one value, got ${given.length}`,
    );
  }
  const values = commas ? given.flatMap((list) => list.split(",")) : given;
  const { success, data, error } = schema.safeParse(repeats ? values : values[0]);
  if (success) return data;
  const [issue] = error.issues;
  const value = typeof issue?.path[0] === "number" ? values[issue.path[0]] : values.join(",");
  throw refusal(
    "invalid-parameter",
    `parameter ${JSON.stringify(name)} is not valid: ${issue?.message ?? ""}, got ${shown(value ?? "")}`,
  );
}

function refusal(code: string, message: string): ApiError {
  return new ApiError(400, code, message);
}

function shown(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
