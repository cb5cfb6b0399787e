import assert from "node:assert/strict";
import { after, describe, it, type TestContext } from "node:test";
import { sampleLake } from "../bin/sample-lake.js";
import { jupyter } from "../notebook/test-environment.js";
import { type CellRun, type DrivenKernel, driveKernel } from "./drive-kernel.js";

const TIMES = 10;

/** What a cell printed, as the value that it printed as JSON. */
function printed({ outputs }: CellRun): unknown {
  const text = outputs.map(({ text = "" }) => text).join("");
  assert.match(text, /^[[{"\d]/, text);
  return JSON.parse(text);
}

function assertInterrupted({ outputs }: CellRun): void {
  const said = outputs.filter(({ name }) => name === "stderr").map(({ text = "" }) => text);
  assert.match(said.join(""), /^Error: Interrupted/);
}

describe("the stop button", () => {
  let kernel: DrivenKernel | null = null;
  const start = async (test: TestContext): Promise<DrivenKernel | null> => {
    const environment = await jupyter(test);
    if (environment === null) return null;
    kernel ??= driveKernel(environment, { PINGFRAME_SOURCES: await sampleLake(2, 0.2) });
    return kernel;
  };
  after(() => kernel?.stop());

  it(`stops a scan in threads, ${TIMES} times over, and keeps the kernel and what it knows`, async (test) => {
    const kernel = await start(test);
    if (kernel === null) return;
    await kernel.run(`import { Dataset, getPingsProperties } from "pingframe"; import { readFileSync } from "fs";
      const pings = Dataset.fromSource("telemetry").records();
      let tries = 0;
      let got = 0;
      /** How many bytes all threads have read. */
      const bytesRead = () => Number(/rchar: (\\d+)/.exec(readFileSync("/proc/self/io", "utf8"))![1]);`);
    for (let i = 1; i <= TIMES; i++) {
      const run = await kernel.run(
        'tries += 1; for (;;) { await getPingsProperties(pings, ["id", "environment", "payload"]); got += 1; }',
        "MiB/s",
      );
      assert.equal(run.status, "error", JSON.stringify(run));
      assertInterrupted(run);
      const stops = await kernel.run(`
        await new Promise((resolve) => setTimeout(resolve, 100));
        const before${i} = bytesRead();
        await new Promise((resolve) => setTimeout(resolve, 300));
        console.log(JSON.stringify({ tries: tries, grown: bytesRead() - before${i}, account: pings.lastAccount }));`);
      assert.equal(stops.status, "ok", JSON.stringify(stops));
      const { tries, grown, account } = printed(stops) as {
        tries: number;
        grown: number;
        account: { partial?: boolean; records: number; objects: number };
      };
      assert.equal(tries, i, JSON.stringify(run));
      assert.ok(grown < 100_000, `threads read another ${grown} bytes`);
      assert.equal(account.partial, true);
      assert.ok(account.records > 0 && account.objects > 0);
      const end = [...run.outputs, ...stops.late].findLast(({ type }) => type === "update_display_data");
      assert.equal(
        end?.data?.["text/plain"],
        end?.data?.["text/plain"]
          ?.toString()
          .match(/^interrupted after [\d,]+ records from [\d,]+ of [\d,]+ objects, partial$/)?.[0],
      );
    }
    const whole = await kernel.run(
      "console.log(JSON.stringify([await pings.count(), pings.lastAccount!.partial ?? null]));",
    );
    assert.equal((JSON.parse(whole.outputs.at(-1)?.text ?? "null") as unknown[])[1], null);
  });

  it(`stops reading from a slow store in the kernel's own thread, ${TIMES} times over`, async (test) => {
    const kernel = await start(test);
    if (kernel === null) return;
    const setUp =
      await kernel.run(`import { openMemoryStore, type Store, type StoredObject } from "pingframe";
      const memory = openMemoryStore();
      for (let i = 0; i < 400; i++) {
        await memory.write(\`day-\${i}/part.json\`, new TextEncoder().encode('{"id":"x"}\\n'));
      }
      let reads = 0;
      const read = async function* (key: string): AsyncGenerator<Uint8Array> {
        reads += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        for await (const chunk of memory.read(key)) yield chunk;
      };
      const slow: Store = {
        name: "slow", costs: memory.costs, describe: () => null, head: (key) => memory.head(key), write: (key, bytes) => memory.write(key, bytes),
        list: (prefix) => memory.list(prefix), listFolders: (prefix) => memory.listFolders(prefix), read: read,
      };
      const slowPings = Dataset.fromStore(slow, ["day"]).records();
      let seen = 0;`);
    assert.equal(setUp.status, "ok", JSON.stringify(setUp.outputs));
    for (let i = 1; i <= TIMES; i++) {
      const run = await kernel.run(
        "(async () => { for await (const ping of slowPings) seen += 1; })().catch(() => {}); await slowPings.count();",
        "MiB/s",
      );
      assert.equal(run.status, "error", JSON.stringify(run));
      assertInterrupted(run);
      const next = await kernel.run(`const reads${i} = reads;
        await new Promise((resolve) => setTimeout(resolve, 150));
        console.log(JSON.stringify({ more: reads - reads${i}, seen: seen, partial: slowPings.lastAccount!.partial }));`);
      const { more, seen, partial } = printed(next) as { more: number; seen: number; partial: boolean };
      assert.equal(more, 0);
      assert.ok(seen > 0 && partial);
    }
    const listeners = await kernel.run(
      'await new Promise((resolve) => setImmediate(resolve)); console.log(String(process.listenerCount("SIGINT")));',
    );
    assert.equal(listeners.outputs[0]?.text, "1\n");
  });
});
