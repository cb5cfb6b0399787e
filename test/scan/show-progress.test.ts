import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyAccount, type ScanEvent, showProgress, writeProgress } from "../../src/scan/index.js";

const MIB = 2 ** 20;

function progress(done: number, objects: number): ScanEvent {
  const account = { ...emptyAccount, objects: done, bytes: done * MIB, records: done * 1000 };
  const [objectsDone, bytesDone, records] = [account.objects, account.bytes, account.records];
  return { kind: "progress", objectsDone, objects, bytesDone, bytes: objects * MIB, records, account };
}

/** Shows events, each a quarter of a second after the one before, and gives every state of the output. */
function show(...events: ScanEvent[]): { states: Record<string, string>[]; opened: number; warned: string } {
  const states: Record<string, string>[] = [];
  let [time, opened, warned] = [0, 0, ""];
  const sink = showProgress({
    open: (bundle) => {
      opened += 1;
      states.push(bundle);
      return { update: (next) => void states.push(next) };
    },
    warn: (text) => {
      warned += text;
    },
    now: () => time,
  });
  for (const event of events) {
    sink(event);
    time += 250;
  }
  return { states, opened, warned };
}

const found: ScanEvent = { kind: "found", objects: 1200, bytes: 1200 * MIB };
const account = { ...emptyAccount, objects: 1100, bytes: 31.86 * MIB, records: 22349 };

describe("showProgress", () => {
  it("has one output, with a bar while it runs, and ends in a line without times", () => {
    const { states, opened } = show(found, progress(1, 1200), progress(1100, 1200), {
      kind: "done",
      account,
    });
    assert.equal(opened, 1);
    assert.deepEqual(states[0], { "text/plain": "fetching 1200.0 MiB in 1,200 objects" });
    assert.deepEqual(states[1], {
      "text/html": `<progress value="${MIB}" max="${1200 * MIB}"></progress> ${states[1]?.["text/plain"]}`,
      "text/plain": "1,000 records, 1.00 of 1200.0 MiB, 1 of 1,200 objects, 4.00 MiB/s, 300 s left",
    });
    assert.match(
      states[2]?.["text/plain"] ?? "",
      /^1,100,000 records, .* 1,100 of 1,200 objects, 2200\.0 MiB\/s, 1 s left$/,
    );
    assert.deepEqual(states[3], {
      "text/plain": "read 22,349 records from 1,100 objects; no damaged records",
    });
  });

  it("is replaced no more often than five times a second", () => {
    const states: unknown[] = [];
    const sink = showProgress({
      open: () => ({ update: (next) => states.push(next) }),
      warn: assert.fail,
      now: () => 0,
    });
    for (const event of [found, progress(1, 2), progress(2, 2)]) sink(event);
    assert.equal(states.length, 0);
  });

  it("says where it stopped, by whom, and that this is a part", () => {
    const partial = { ...account, partial: true } as const;
    const ending = (because: "interrupt" | "failure" | "caller"): string | undefined =>
      show(found, { kind: "stopped", account: partial, objects: 1200, because }).states[1]?.["text/plain"];
    const after = "after 22,349 records from 1,100 of 1,200 objects, partial";
    assert.deepEqual(
      [ending("interrupt"), ending("failure"), ending("caller")],
      [
        `interrupted ${after}`,
        `failed ${after}`,
        "read 22,349 records from 1,100 objects, partial; no damaged records",
      ],
    );
  });

  it("passes warnings on", () => {
    assert.equal(show({ kind: "warning", message: "few" }).warned, "WARNING: few\n");
  });
});

describe("writeProgress", () => {
  it("says nothing of a scan that was stopped: the command line does", () => {
    const sink = writeProgress({ write: assert.fail, now: () => 0, interactive: true });
    sink({ kind: "stopped", account, objects: 3, because: "interrupt" });
  });
});
