import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { openLocation, readWhole } from "../../src/store/index.js";
import { startFaultProxy } from "../support/fault-proxy.js";
import { type S3Server, s3Environment, s3Server, stopS3Server } from "../support/s3-server.js";
import { type CliResult, runCli } from "./run-cli.js";

const env = { ...s3Environment };

describe("pingframe rollup run with s3:// for a folder", () => {
  const scratch = mkdtempSync(join(tmpdir(), "pingframe-rollup-s3-"));
  const folder = join(scratch, "lake");
  after(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await stopS3Server();
  });
  let lake: Promise<S3Server | null> | undefined;
  /** A lake of roll-ups in a folder and, copied, in S3. */
  const lakeOf = (test: TestContext): Promise<S3Server | null> => {
    lake ??= (async () => {
      const server = await s3Server(test);
      if (server === null) return null;
      await runCli(["sample", folder, "--rollups", "--scale", "0.05", "--quiet"]);
      const { code, stderr } = await runCli(["cp", folder, urlOf(server.endpoint)], { env });
      assert.equal(code, 0, stderr);
      return server;
    })();
    return lake;
  };
  const urlOf = (endpoint: string): string => `s3://lake-bucket/lake?endpoint=${endpoint}`;
  const run = (sources: string, database: string, ...args: readonly string[]): Promise<CliResult> => {
    const common = ["--sources", sources, "--database", join(scratch, database), "--quiet"];
    return runCli(["rollup", "run", "--date", "20150616", ...common, ...args], { env });
  };

  const recipesOf = async (database: string): Promise<string[]> => {
    const status = await runCli(["rollup", "status", "--database", join(scratch, database), "--json"]);
    const { days } = JSON.parse(status.stdout) as { days: { recipe: string }[] };
    return days.map(({ recipe }) => recipe);
  };

  it("merges nothing of a day of which an object can't be read, and all of it when it can be", async (test) => {
    const server = await lakeOf(test);
    if (server === null) return;
    const proxy = await startFaultProxy(server.endpoint);
    test.after(() => proxy.close());
    proxy.faults = ({ path }) =>
      /\/main\/.*\/beta\/.*heka/.test(path) ? { kind: "refuse", status: 403, code: "AccessDenied" } : null;
    const refused = await run(urlOf(proxy.endpoint), "unread", "--threads", "0");
    assert.deepEqual([refused.code, refused.stdout], [1, ""]);
    assert.match(
      refused.stderr,
      /date 20150616 of "telemetry" was not merged, as 2 of its objects could not be read \(.+\); run this again/,
    );
    const status = await runCli(["rollup", "status", "--database", join(scratch, "unread"), "--json"]);
    assert.deepEqual((JSON.parse(status.stdout) as { days: unknown[] }).days, []);
    proxy.faults = () => null;
    const merged = await run(urlOf(proxy.endpoint), "unread", "--threads", "1");
    assert.equal(merged.code, 0, merged.stderr);
    assert.match(merged.stdout, /^20150616 {2}merged: \d+ pings of 10 objects/);
  });

  it("takes the definitions that lie beside sources.json, or at a location that is named", async (test) => {
    const server = await lakeOf(test);
    if (server === null) return;
    const beside = await run(urlOf(server.endpoint), "beside", "--threads", "0");
    assert.equal(beside.code, 0, beside.stderr);
    const named = `s3://lake-bucket/lake/definitions/Histograms.json?endpoint=${server.endpoint}`;
    const again = await run(urlOf(server.endpoint), "beside", "--definitions", named);
    assert.equal(again.stdout, "20150616  already merged\n", again.stderr);
    const recipes = await recipesOf("beside");
    assert.match(recipes[0]!, /"definitions":"[0-9a-f]{16}"/);
  });

  it("notices an object of the same size that has another content, and that it is the old one again", async (test) => {
    const server = await lakeOf(test);
    if (server === null) return;
    const merged = await run(urlOf(server.endpoint), "changed", "--threads", "0");
    assert.equal(merged.code, 0, merged.stderr);
    const store = openLocation(urlOf(server.endpoint));
    const keys: string[] = [];
    for await (const { key } of store.list("data/telemetry-2/20150616/")) keys.push(key);
    const key = keys.find((one) => one.includes("/main/"))!;
    const bytes = await readWhole(store, key);
    const other = Buffer.from(bytes);
    // A byte of gzip's header that says on which system it was made.
    other[9]! ^= 1;
    await store.write(key, other);
    const changed = await run(urlOf(server.endpoint), "changed");
    assert.deepEqual([changed.code, changed.stdout], [1, ""]);
    assert.match(
      changed.stderr,
      /was merged already, and 1 of its objects have changed or are gone; use --replace$/m,
    );
    await store.write(key, bytes);
    assert.equal((await run(urlOf(server.endpoint), "changed")).stdout, "20150616  already merged\n");
  });

  it("fails where definitions can't be read, instead of taking what the pings say", async (test) => {
    const server = await lakeOf(test);
    if (server === null) return;
    const proxy = await startFaultProxy(server.endpoint);
    test.after(() => proxy.close());
    proxy.faults = ({ path }) =>
      path.includes("Histograms.json") ? { kind: "refuse", status: 403, code: "AccessDenied" } : null;
    const denied = await run(urlOf(proxy.endpoint), "denied");
    assert.deepEqual([denied.code, denied.stdout], [1, ""]);
    assert.match(denied.stderr, /cannot read definitions\/Histograms.json in s3:\/\/lake-bucket\/lake: /);
    proxy.faults = ({ path }) =>
      path.includes("Histograms.json") ? { kind: "refuse", status: 404, code: "NoSuchKey" } : null;
    const without = await run(urlOf(proxy.endpoint), "without", "--threads", "0");
    assert.equal(without.code, 0, without.stderr);
    assert.match((await recipesOf("without"))[0]!, /"definitions":null/);
  });
});
