import { PlanError } from "../errors.js";
import type { DimensionDetail, SourceEntry } from "./types.js";

/**
 * Reads the text of a `sources.json`: an object with one member a source.
 *
 * @param where - The file's name for messages.
 * @returns The entries, sorted by name.
 * @throws {PlanError} If it is not JSON or a member is not what it should be; the message names the member.
 */
export function parseSources(text: string, where: string): SourceEntry[] {
  const sources = parseObject(parseJson(text, where), where, "the document");
  return Object.entries(sources)
    .map(([name, value]) => parseEntry(name, parseObject(value, where, name), where))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Reads the text of a source's `schema.json`: `dimensions`, each with a `field_name` and maybe `allowed_values`.
 *
 * @param where - The file's name for messages.
 * @throws {PlanError} If it is not JSON or a member is not what it should be; the message names the member.
 */
export function parseSchema(text: string, where: string): DimensionDetail[] {
  const { dimensions } = parseObject(parseJson(text, where), where, "the document");
  if (!Array.isArray(dimensions)) throw unfit(where, "dimensions", "a list", dimensions);
  const details = dimensions.map((value: unknown, index): DimensionDetail => {
    const member = `dimensions[${index}]`;
    const entry = parseObject(value, where, member);
    const name = parseText(entry["field_name"], where, `${member}.field_name`);
    return {
      name,
      allowedValues: parseAllowed(entry["allowed_values"] ?? "*", where, `${member}.allowed_values`),
    };
  });
  const names = details.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new PlanError(`cannot use ${where}: dimension ${JSON.stringify(twice)} is there twice`);
  return details;
}

function parseEntry(name: string, entry: Record<string, unknown>, where: string): SourceEntry {
  const { description, synthetic, defaults } = entry;
  return {
    name,
    bucket: parseText(entry["bucket"], where, `${name}.bucket`),
    prefix: parseText(entry["prefix"] ?? "", where, `${name}.prefix`, true),
    metadataPrefix: parseText(entry["metadata_prefix"], where, `${name}.metadata_prefix`, true),
    synthetic: parseFlag(synthetic ?? false, where, `${name}.synthetic`),
    ...(description == null
      ? {}
      : { description: parseText(description, where, `${name}.description`, true) }),
    ...(defaults == null ? {} : { defaults: parseDefaults(defaults, where, `${name}.defaults`) }),
  };
}

function parseDefaults(value: unknown, where: string, member: string): Record<string, string> {
  const entries = Object.entries(parseObject(value, where, member));
  return Object.fromEntries(
    entries.map(([name, text]) => [name, parseText(text, where, `${member}.${name}`, true)]),
  );
}

function parseAllowed(value: unknown, where: string, member: string): DimensionDetail["allowedValues"] {
  if (value === "*") return "*";
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number")) {
    return value.map(String);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unfit(where, member, '"*", a list of values, or an object with min and max', value);
  }
  const { min, max } = value as Record<string, unknown>;
  return {
    ...(min == null ? {} : { min: parseText(min, where, `${member}.min`) }),
    ...(max == null ? {} : { max: parseText(max, where, `${member}.max`) }),
  };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PlanError(`cannot use ${where}: it is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function parseObject(value: unknown, where: string, member: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw unfit(where, member, "an object", value);
}

function parseText(value: unknown, where: string, member: string, mayBeEmpty = false): string {
  if (typeof value === "string" && (mayBeEmpty || value !== "")) return value;
  throw unfit(where, member, mayBeEmpty ? "text" : "text that is not empty", value);
}

function parseFlag(value: unknown, where: string, member: string): boolean {
  if (typeof value === "boolean") return value;
  throw unfit(where, member, "true or false", value);
}

function unfit(where: string, member: string, wanted: string, value: unknown): PlanError {
  const got = value === undefined ? "absent" : JSON.stringify(value).slice(0, 200);
  return new PlanError(`cannot use ${where}: ${member} is not ${wanted}: ${got}`);
}
