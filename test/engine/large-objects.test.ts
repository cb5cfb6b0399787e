import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createLocalEngine } from "../../src/engine/index.js";
import { StoreError } from "../../src/errors.js";
import { Frame } from "../../src/frame/index.js";
import { parseProperties } from "../../src/ping/index.js";
import {
  type Engine,
  runPlan,
  type ScanEvent,
  type ScanPlan,
  type ScanResult,
  withRead,
} from "../../src/scan/index.js";
import { openFolderStore, type Store } from "../../src/store/index.js";

/** Lines of some 40 MB: pings, and among them what is damaged, empty, long, or like another format's beginning. */
function manyLines(): Buffer {
  const lines: string[] = [];
  const filler = "x".repeat(3000);
  for (let i = 0; i < 13_000; i++) {
    lines.push(
      JSON.stringify({
        id: `ping ${i}`,
        payload: { info: { reason: ["daily", "shutdown"][i % 2] } },
        filler,
      }),
    );
    if (i % 900 === 0) lines.push("{ no ping", "", "\u001f\u008b\b\u0000", "\ufeff{}");
    if (i % 4000 === 0) lines.push(JSON.stringify({ id: `long ${i}`, filler: filler.repeat(400) }));
  }
  return Buffer.from(lines.join("\n"));
}

function rowsOf({ columns }: ScanResult): unknown[] {
  return new Frame({ id: columns[0]!, reason: columns[1]! }).toObjects();
}

describe("an engine with threads, of one large object of plain lines", () => {
  let folder: string;
  let store: Store;
  let plan: ScanPlan;
  let engine: Engine;
  const byteLengths = { lines: 0, small: 0 };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pingframe-large-"));
    store = openFolderStore(folder);
    const lines = manyLines();
    const small = Buffer.from('{"id":"small"}\n');
    byteLengths.lines = lines.length;
    byteLengths.small = small.length;
    await store.write("a/lines.json", lines);
    await store.write("b/small.json", small);
    const objects = [];
    for await (const object of store.list("")) objects.push(object);
    const properties = parseProperties(["id", "payload/info/reason"]);
    plan = { objects, properties, exact: [], sample: null, limitRecords: null, onBadRecord: "skip" };
    engine = createLocalEngine({ threads: 2, threadedFromBytes: 0 });
  });
  after(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  it("gives what one thread gives: rows, order, damage and its places", async () => {
    const expected = await runPlan(plan, { store });
    assert.equal(expected.account.records > 13_000 && expected.account.damage["json"] !== undefined, true);
    const events: ScanEvent[] = [];
    const found = await engine.run(plan, { store, onEvent: (event) => events.push(event) });
    assert.deepEqual(rowsOf(found), rowsOf(expected));
    assert.deepEqual(found.account, expected.account);
    const last = events.at(-1);
    assert.ok(last?.kind === "progress");
    const { lines, small } = byteLengths;
    assert.deepEqual([last.objectsDone, last.objects], [2, 2]);
    assert.deepEqual([last.bytesDone, last.bytes], [lines + small, lines + small]);
  });

  it("reads no more than its start in the calling thread", async () => {
    const reads: unknown[] = [];
    const counted = withRead(store, (key, options) => {
      reads.push([key, options?.start ?? 0, options?.end ?? null]);
      return store.read(key, options);
    });
    await engine.run(plan, { store: counted });
    assert.deepEqual(reads, [["a/lines.json", 0, 4096]]);
  });

  it("throws the first damage in reading order where damage is to fail", async () => {
    const failing = { ...plan, onBadRecord: "fail" as const };
    const reasonOf = (running: Promise<unknown>): Promise<Error | null> =>
      running.then(
        () => null,
        (error: Error) => error,
      );
    const expected = await reasonOf(runPlan(failing, { store }));
    assert.match(expected!.message, /^cannot decode a\/lines\.json at byte \d+: line is not JSON$/);
    assert.deepEqual((await reasonOf(engine.run(failing, { store })))!.message, expected!.message);
  });

  it("counts an object once that was replaced since it was listed", async () => {
    const listed = plan.objects.map((object) =>
      object.key === "a/lines.json" ? { ...object, etag: "old" } : object,
    );
    const replaced = { ...plan, objects: listed };
    const expected = await runPlan(replaced, { store });
    assert.deepEqual(expected.account.damage, { store: 1 });
    assert.deepEqual((await engine.run(replaced, { store })).account, expected.account);
    await assert.rejects(engine.run({ ...replaced, onBadRecord: "fail" }, { store }), StoreError);
  });
});
