import { expectedKind, type PropertySpec, readProperty } from "../ping/index.js";
import { digestOf } from "./cache/cache-identity.js";
import { hasId, type IdTable, idTable } from "./id-table.js";
import type { RunningAccount } from "./scan-pings.js";
import type { KeepClause, ScanPlan } from "./types.js";

/** Tells whether a ping becomes a row, and counts it if it does not. */
export type RecordFilter = (ping: unknown, account: RunningAccount) => boolean;

/** What decides which records of a plan become rows, besides the sample. */
export type RecordConditions = Pick<ScanPlan, "require" | "keep">;

/** Makes the test that a plan's `keep` and `require` ask for, or null if they ask for nothing. */
export function recordFilter({ require = [], keep = [] }: RecordConditions): RecordFilter | null {
  if (require.length === 0 && keep.length === 0) return null;
  const kept = keep.map(isKept);
  const present = require.map(isPresent);
  return (ping, account) => {
    if (!kept.every((test) => test(ping))) {
      account.notKept += 1;
      return false;
    }
    if (present.every((test) => test(ping))) return true;
    account.notRequired += 1;
    return false;
  };
}

/** The properties that a plan's conditions look at. */
export function conditionProperties({ require = [], keep = [] }: RecordConditions): PropertySpec[] {
  return [...require, ...keep.map(toProperty)];
}

/** A plan whose sets are tables that threads share, for a plan that is to be handed to several. */
export function withTables(plan: ScanPlan): ScanPlan {
  if (plan.keep === undefined) return plan;
  const keep = plan.keep.map((clause): KeepClause => {
    const shared = { path: clause.path, values: [], table: tableOf(clause) };
    return plan.cache === undefined ? shared : { ...shared, digest: digestOf(clause) };
  });
  return { ...plan, keep };
}

function isKept(clause: KeepClause): (ping: unknown) => boolean {
  const read = readProperty(toProperty(clause));
  const table = tableOf(clause);
  return (ping) => {
    const value = read(ping);
    return typeof value === "string" && hasId(table, value);
  };
}

function isPresent(spec: PropertySpec): (ping: unknown) => boolean {
  const read = readProperty(spec);
  const expected = spec.kind === "value" ? expectedKind(spec.path) : null;
  if (expected === null) return (ping) => read(ping) !== null;
  const type = expected === "f64" ? "number" : "string";
  // A value of a wrong type is missing in the column, too.
  return (ping) => typeof read(ping) === type;
}

/** Tables by the list they were made of: pings that are read several times have them made once. */
const tables = new WeakMap<readonly string[], IdTable>();

function tableOf({ values, table }: Pick<KeepClause, "values" | "table">): IdTable {
  const made = table ?? tables.get(values) ?? idTable(values);
  if (table === undefined) tables.set(values, made);
  return made;
}

function toProperty({ path }: KeepClause): PropertySpec {
  return { name: path.join("/"), path, kind: "id" };
}
