import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PropertySpec } from "../../ping/index.js";
import type { Store, StoredObject } from "../../store/index.js";
import type { KeepClause, ScanPlan } from "../types.js";

/** Raised whenever reading the same bytes gives other columns or another account than before. */
const READING_VERSION = 1;

// Read as text: the first require() of a process takes twenty times as long.
const { version } = JSON.parse(
  readFileSync(new URL("../../../../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * Makes the identity of what is cached of each object: everything that it depends on, besides the columns.
 *
 * @returns The identity, or null for an object whose changes would go unnoticed: one without an etag, or of a
 *   store that lives in this process only, whose etags mean nothing to the next one.
 */
export function cacheIdentity(
  plan: ScanPlan,
  store: Pick<Store, "describe">,
): (object: StoredObject) => string | null {
  const description = store.describe();
  const { sample, require = [], keep = [], validate = true } = plan;
  const conditions = [
    sample === null ? null : [sample.percent, sample.seed],
    require.map((spec) => propertyIdentity(spec, [])),
    keep.map((clause) => [clause.path, digestOf(clause)]),
    // What is damaged then depends on what is looked at.
    validate || plan.properties.map((spec) => propertyIdentity(spec, plan.exact)),
  ];
  return ({ key, byteLength, etag }) =>
    etag === undefined || description === null
      ? null
      : JSON.stringify([READING_VERSION, version, description, key, byteLength, etag, conditions]);
}

/** The key of an identity's file. */
export function cacheKey(identity: string): string {
  const hash = createHash("sha256").update(identity).digest("hex");
  return `${hash.slice(0, 2)}/${hash}.columns`;
}

/** What a column's content depends on: not its name. */
export function propertyIdentity(
  { name, path, kind, process }: PropertySpec,
  exact: readonly string[],
): string {
  return JSON.stringify([path, kind, process ?? null, exact.includes(name)]);
}

/** A digest of a set, whatever the order of its texts. */
export function digestOf({ values, digest }: Pick<KeepClause, "values" | "digest">): string {
  if (digest !== undefined) return digest;
  const hash = createHash("sha256");
  for (const value of [...new Set(values)].sort()) hash.update(`${JSON.stringify(value)}\n`);
  return hash.digest("hex");
}
