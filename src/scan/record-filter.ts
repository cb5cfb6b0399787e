import type { RecordCells } from "../decode/index.js";
import { expectedKind, type PropertySpec, readProperty } from "../ping/index.js";
import { digestOf } from "./cache/cache-identity.js";
import { isPlainCell, valueInCell } from "./cell-values.js";
import { hasId, hasIdBytes, type IdTable, idTable } from "./id-table.js";
import type { RunningAccount } from "./scan-pings.js";
import type { CellPlaces } from "./scan-projection.js";
import type { KeepClause, ScanPlan } from "./types.js";

/** Tells whether a record becomes a row, and counts it if it does not. */
export interface RecordFilter {
  takesDocument(ping: unknown, account: RunningAccount): boolean;
  takesCells(cells: RecordCells, account: RunningAccount): boolean;
}

/** What decides which records of a plan become rows, besides the sample. */
export type RecordConditions = Pick<ScanPlan, "require" | "keep">;

/**
 * Makes the test that a plan's `keep` and `require` ask for, or null if they ask for nothing.
 *
 * @param places - Where {@link conditionProperties} are among the cells of a projection.
 */
export function recordFilter(
  { require = [], keep = [] }: RecordConditions,
  places?: CellPlaces,
): RecordFilter | null {
  if (require.length === 0 && keep.length === 0) return null;
  const present = require.map(isPresent);
  const kept = keep.map(isKept);
  const slots = places?.slots ?? [];
  const judge = (isKept: boolean, isPresent: () => boolean, account: RunningAccount): boolean => {
    if (!isKept) {
      account.notKept += 1;
      return false;
    }
    if (isPresent()) return true;
    account.notRequired += 1;
    return false;
  };
  return {
    takesDocument: (ping, account) =>
      judge(
        kept.every((test) => test.ofDocument(ping)),
        () => present.every((test) => test.ofDocument(ping)),
        account,
      ),
    takesCells: (cells, account) =>
      judge(
        kept.every((test, i) => test.ofCell(cells, slots[require.length + i]!)),
        () => {
          const histograms = places?.readHistograms?.(cells);
          return present.every((test, i) =>
            slots[i]! < 0 ? test.ofDocument(histograms) : test.ofCell(cells, slots[i]!),
          );
        },
        account,
      ),
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

/** A condition on one property, of a document or of a cell. */
interface Test {
  readonly ofDocument: (ping: unknown) => boolean;
  readonly ofCell: (cells: RecordCells, slot: number) => boolean;
}

function isKept(clause: KeepClause): Test {
  const read = readProperty(toProperty(clause));
  const table = tableOf(clause);
  const has = (value: unknown): boolean => typeof value === "string" && hasId(table, value);
  return {
    ofDocument: (ping) => has(read(ping)),
    ofCell: (cells, slot) => {
      if (!isPlainCell(cells, slot)) return has(valueInCell(cells, slot));
      const { bytes, starts, ends } = cells.projector;
      return hasIdBytes(table, bytes, starts[slot]! + 1, ends[slot]! - 1);
    },
  };
}

function isPresent(spec: PropertySpec): Test {
  const read = readProperty(spec);
  const expected = spec.kind === "value" ? expectedKind(spec.path) : spec.kind === "id" ? "string" : null;
  const type = expected === "f64" ? "number" : "string";
  // A value of a wrong type is missing in the column, too.
  const is = (value: unknown): boolean => (expected === null ? value !== null : typeof value === type);
  return {
    ofDocument: (ping) => is(read(ping)),
    ofCell: (cells, slot) => (isPlainCell(cells, slot) ? type === "string" : is(valueInCell(cells, slot))),
  };
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
