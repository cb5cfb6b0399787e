import assert from "node:assert/strict";
import { columnValues } from "../../src/frame/columns/column-values.js";
import type { Column } from "../../src/frame/index.js";
import { type PropertySource, parseProperties } from "../../src/ping/index.js";
import { runScan, type ScanPlan } from "../../src/scan/index.js";
import { openMemoryStore } from "../../src/store/index.js";
import { isSameValue } from "../kernel/value-at.js";

/** A property that no projection has: with it beside them, the others are read of documents. */
const FORBIDDEN = { name: "forbidden", path: ["\ufffd"], kind: "value" } as const;

/** Runs a plan on spans and on documents, and checks that rows, damage and counts are the same. */
export async function checkSame(bytes: Uint8Array, plan: Omit<ScanPlan, "objects">): Promise<unknown[][]> {
  const store = openMemoryStore();
  await store.write("object", bytes);
  const objects = [{ key: "object", byteLength: bytes.length }];
  const spans = await runScan({ ...plan, objects }, { store });
  const properties = [...plan.properties, FORBIDDEN];
  const documents = await runScan({ ...plan, properties, objects }, { store });
  const expected = documents.columns.slice(0, -1);
  assert.deepEqual(spans.account, documents.account);
  assert.deepEqual(
    spans.columns.map(({ kind }) => kind),
    expected.map(({ kind }) => kind),
  );
  const found = spans.columns.map(valuesOf);
  // Values may be nested too deep for assert, which is asked only what the difference is.
  if (!isSameValue(spans.columns, expected)) {
    assert.deepEqual(found, expected.map(valuesOf));
    assert.fail("the columns differ in how they are stored");
  }
  return found;
}

function valuesOf(column: Column): unknown[] {
  return [...columnValues(column)];
}

/** A plan of these properties, named p0, p1 and so on. */
export function planOf(
  properties: readonly PropertySource[],
  rest: Partial<ScanPlan> = {},
): Omit<ScanPlan, "objects"> {
  const named = Object.fromEntries(properties.map((source, index) => [`p${index}`, source]));
  const specs = parseProperties(named as never, { withProcesses: true });
  return { properties: specs, exact: [], sample: null, limitRecords: null, onBadRecord: "skip", ...rest };
}
