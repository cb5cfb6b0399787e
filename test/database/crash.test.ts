import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { mergeDay, openDatabase } from "../../src/database/index.js";
import { childDay } from "../support/child-day.js";
import { dumpAggregates } from "../support/databases.js";
import { type PostgresServer, postgresMissing, startPostgres } from "../support/postgres-server.js";

const child = fileURLToPath(new URL("../support/merge-child.js", import.meta.url));
const POINTS = 10;

interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly messages: readonly { readonly statements?: number; readonly outcome?: string }[];
}

function runChild(...args: readonly string[]): Promise<ChildEnd> {
  return new Promise((resolve) => {
    const messages: ChildEnd["messages"][number][] = [];
    const started = fork(child, [...args], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    started.on("message", (message) => messages.push(message as ChildEnd["messages"][number]));
    started.on("exit", (code, signal) => resolve({ code, signal, messages }));
  });
}

async function digestOf(database: string): Promise<string> {
  const driver = await openDatabase({ database, access: "write" });
  const dump = await dumpAggregates(driver);
  await driver.close();
  return createHash("sha256").update(JSON.stringify(dump)).digest("hex");
}

function crashSuite(makeDatabase: () => string): void {
  it("leaves all or nothing of a day when the process is killed, and then merges it once", async () => {
    const whole = makeDatabase();
    await runChild(whole, "20150615");
    const start = await digestOf(whole);
    const { messages } = await runChild(whole, "20150616");
    const end = await digestOf(whole);
    assert.notEqual(start, end);
    const statements = messages.find((message) => message.statements !== undefined)!.statements!;
    assert.ok(statements > POINTS, String(statements));

    const database = makeDatabase();
    await runChild(database, "20150615");
    // The last but one is before the commit, the last after it.
    const points = Array.from({ length: POINTS }, (_, i) =>
      Math.round((i * (statements - 1)) / (POINTS - 1)),
    );
    for (const point of points) {
      const killed = await runChild(database, "20150616", String(point), start);
      assert.deepEqual([killed.code, killed.signal], [null, "SIGKILL"], `killed before statement ${point}`);
    }
    assert.equal(await digestOf(database), end);
    const again = await runChild(database, "20150616", "-1", end);
    assert.deepEqual([again.code, again.messages.at(-1)], [0, { outcome: "already merged" }]);
  });

  it("merges a day once when two processes do so at the same time", async () => {
    const database = makeDatabase();
    const ends = await Promise.all([runChild(database, "20150615"), runChild(database, "20150615")]);
    const outcomes = ends.map(({ messages }) => messages.at(-1)?.outcome).sort();
    assert.deepEqual(outcomes, ["already merged", "merged"]);
    const once = await openDatabase({ database: ":memory:", access: "write" });
    await mergeDay(once, childDay("20150615"));
    const expected = createHash("sha256")
      .update(JSON.stringify(await dumpAggregates(once)))
      .digest("hex");
    await once.close();
    assert.equal(await digestOf(database), expected);
  });
}

describe("mergeDay(driver, day) in processes that die, on PGlite", () => {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-crash-"));
  let made = 0;
  after(() => rmSync(folder, { recursive: true, force: true }));
  crashSuite(() => {
    made += 1;
    return join(folder, String(made));
  });
});

describe("mergeDay(driver, day) in processes that die, on PostgreSQL", { skip: postgresMissing() }, () => {
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());
  crashSuite(() => server.createDatabase());
});
