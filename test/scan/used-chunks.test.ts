import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { RecordSink } from "../../src/decode/index.js";
import { scanRecords, startAccount } from "../../src/scan/scan-pings.js";
import { takeProjection } from "../../src/scan/scan-projection.js";
import { openFolderStore } from "../../src/store/index.js";
import { planOf } from "./check-same.js";

describe("scanRecords of a file of lines, whose chunks are used where they are read", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-used-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const store = openFolderStore(folder);
  const line = (row: number): string => `{"id":"${row}","payload":{"filler":"${"f".repeat(500)}"}}\n`;
  const rows = 12_000;
  const text = Array.from({ length: rows }, (_, row) => line(row)).join("");

  const scan = async (
    sink: RecordSink,
    onBadRecord: "skip" | "fail",
    content = text,
    signal?: AbortSignal,
  ): Promise<ReturnType<typeof startAccount>> => {
    await store.write("object", Buffer.from(content));
    const projection = takeProjection(planOf(["id"]));
    const account = startAccount();
    const object = { key: "object", byteLength: content.length };
    const options = { sample: null, onBadRecord, signal };
    for await (const _ of scanRecords(store, object, options, account, sink, projection));
    return account;
  };
  const sinkOf = (takeCells: () => void): RecordSink => ({ takeCells, takeDocument: () => {} });

  it("hands on every record once, and counts every byte", async () => {
    let taken = 0;
    const account = await scan(
      sinkOf(() => taken++),
      "skip",
    );
    assert.equal(taken, rows);
    assert.equal(account.bytes, text.length);
    assert.deepEqual(account.damage, {});
  });

  it("throws what the sink throws, and does not call it again", async () => {
    for (const onBadRecord of ["skip", "fail"] as const) {
      for (const code of [undefined, "ENOENT", "ENOSPC"]) {
        for (const last of [1, 500, 7000]) {
          const odd = Object.assign(new Error("the sink's"), code === undefined ? {} : { code });
          let taken = 0;
          const sink = sinkOf(() => {
            if (++taken >= last) throw odd;
          });
          await assert.rejects(
            () => scan(sink, onBadRecord),
            (error) => error === odd,
          );
          assert.equal(taken, last);
        }
      }
    }
  });

  it("tells where damage lies, and stops for it where it is to fail", async () => {
    const broken = `${text}{"id":}\n${text}`;
    let taken = 0;
    const sink = sinkOf(() => taken++);
    const account = await scan(sink, "skip", broken);
    assert.equal(taken, 2 * rows);
    assert.deepEqual(
      account.damageReports.map(({ byteOffset }) => byteOffset),
      [text.length],
    );
    await assert.rejects(() => scan(sink, "fail", broken), { name: "DecodeError", byteOffset: text.length });
  });

  it("stops within a step when the signal says so", async () => {
    const stopping = new AbortController();
    let taken = 0;
    const sink = sinkOf(() => {
      if (++taken === 6000) stopping.abort(new Error("enough"));
    });
    await assert.rejects(() => scan(sink, "skip", text, stopping.signal), /enough/);
    assert.ok(taken < 6000 + 2 * (2 ** 21 / 500), `${taken}`);
  });
});
