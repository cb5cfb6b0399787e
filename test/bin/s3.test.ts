import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { createLocalEngine, Dataset, getPingsProperties } from "../../src/index.js";
import { copyObjects, openFolderStore, openS3Store, type Store } from "../../src/store/index.js";
import { collect } from "../store/contract.js";
import { type Fault, startFaultProxy } from "../support/fault-proxy.js";
import { s3Environment, s3Server, stopS3Server } from "../support/s3-server.js";
import { dimensions, writeSmallLake } from "../support/small-lake.js";
import { root, runCli } from "./run-cli.js";
import { sampleLake } from "./sample-lake.js";

const scratch = mkdtempSync(join(tmpdir(), "pingframe-s3-cli-"));
after(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await stopS3Server();
});

type Program = { compat: string; workers: number };

/** Runs the report in a process of its own, with so many threads. */
function report(location: string, threads: number): Promise<Program> {
  const program = join(root, "dist/test/support/report-program.js");
  const child = spawn(process.execPath, [program, location, `${threads}`], {
    env: { ...process.env, ...s3Environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0 && stderr === "") resolve(JSON.parse(stdout) as Program);
      else reject(new Error(`the report ended with ${code}: ${stderr}`));
    });
  });
}

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const env = { ...s3Environment };
let lake: Promise<{ folder: string; endpoint: string; url: string } | null> | undefined;

/** A small lake in a folder and, copied by the command, in S3. */
function lakeOf(test: TestContext): NonNullable<typeof lake> {
  lake ??= (async () => {
    const server = await s3Server(test);
    if (server === null) return null;
    const folder = await sampleLake(1, 0.05);
    const url = `s3://${server.bucket}/lake?endpoint=${server.endpoint}`;
    const { code, stderr, stdout } = await runCli(["cp", folder, url], { env });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^copied \d+ objects \(\d+\.\d MiB\) from folder .* to s3:\/\/lake-bucket\/lake\n$/);
    return { folder, endpoint: server.endpoint, url };
  })();
  return lake;
}

describe("the new-profile report", () => {
  it("is the same from a folder and from S3, with one worker and with two, and after random faults", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, endpoint, url } = made;
    const { workers: none, ...expected } = await report(folder, 0);
    assert.equal(none, 0);
    assert.match(expected.compat, /\d/);
    for (const threads of [1, 2]) {
      const { workers, ...reported } = await report(url, threads);
      assert.equal(workers, threads);
      assert.deepEqual(reported, expected);
    }
    const seed = 20_170_614;
    const random = randomOf(seed);
    const proxy = await startFaultProxy(endpoint);
    test.after(() => proxy.close());
    const spoilt: Record<string, number> = {};
    const inARow = new Map<string, number>();
    proxy.faults = ({ path, query }): Fault | null => {
      const asked = `${path}?${query}`;
      const draw = random();
      const at = Math.floor(random() * 60_000);
      const faults: Fault[] = [
        { kind: "refuse", status: 503, code: "SlowDown" },
        { kind: "refuse", status: 500, code: "InternalError" },
        { kind: "hangUp" },
        { kind: "cut", after: at },
        { kind: "shorten", to: at },
        { kind: "flip", at },
      ];
      const fault = draw < 0.25 ? faults[Math.floor((draw / 0.25) * faults.length)]! : null;
      const before = inARow.get(asked) ?? 0;
      inARow.set(asked, 0);
      // A flipped bit in a listing may be another key, which no client can tell; and six failures in a row are told.
      if (fault === null || before === 3 || (fault.kind === "flip" && query.has("list-type"))) return null;
      inARow.set(asked, before + 1);
      spoilt[fault.kind] = (spoilt[fault.kind] ?? 0) + 1;
      return fault;
    };
    const { workers, ...reported } = await report(url.replace(endpoint, proxy.endpoint), 2);
    assert.equal(workers, 2);
    assert.deepEqual(reported, expected, `seed ${seed}`);
    assert.deepEqual(
      Object.keys(spoilt).sort(),
      ["cut", "flip", "hangUp", "refuse", "shorten"],
      "every kind of fault occurred",
    );
  });
});

describe("pingframe with s3:// for a folder", () => {
  it("sources, explain and cat read there", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, url } = made;
    const args = ["explain", "telemetry", "docType=new-profile", "--json", "--sources"];
    const [there, here] = [await runCli([...args, url], { env }), await runCli([...args, folder])];
    assert.equal(there.code, 0, there.stderr);
    type Walk = { objects: { key: string; byteLength: number }[]; listings: number; levels: unknown };
    const [walkThere, walkHere] = [JSON.parse(there.stdout) as Walk, JSON.parse(here.stdout) as Walk];
    const named = ({ objects }: Walk) => objects.map(({ key, byteLength }) => [key, byteLength]);
    assert.deepEqual(named(walkThere), named(walkHere));
    assert.deepEqual([walkThere.levels, walkThere.listings], [walkHere.levels, walkHere.listings]);

    const sources = await runCli(["sources", "--json"], { env: { ...env, PINGFRAME_SOURCES: url } });
    assert.equal(sources.code, 0, sources.stderr);
    assert.match(sources.stdout, /"name": "telemetry"/);

    const { key } = walkThere.objects[0]!;
    const [base = "", query = ""] = url.split("?");
    const cat = await runCli(["cat", `${base}/data/${key}?${query}`], { env });
    assert.equal(cat.code, 0, cat.stderr);
    assert.equal(cat.stdout, (await runCli(["cat", join(folder, "data", key)])).stdout);
    const bucketOnly = await runCli(["cat", "s3://bucket"], { env });
    assert.equal(bucketOnly.code, 2);
  });

  it("AWS_ENDPOINT_URL names the server, and sources.json a bucket in S3", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, endpoint, url } = made;
    const args = ["report", "new-profile", "--compat", "--quiet", "--sources"];
    const expected = await runCli([...args, folder]);
    const byEnvironment = await runCli([...args, url.replace(/\?.*/, "")], {
      env: { ...env, AWS_ENDPOINT_URL: endpoint },
    });
    assert.deepEqual(byEnvironment, expected);
    const metadata = join(scratch, "metadata");
    mkdirSync(join(metadata, "telemetry-2"), { recursive: true });
    const sources = JSON.parse(readFileSync(join(folder, "sources.json"), "utf8")) as { telemetry: object };
    const bucket = `${url.replace("?", "/data?")}&anonymous=true`;
    writeFileSync(
      join(metadata, "sources.json"),
      JSON.stringify({ telemetry: { ...sources.telemetry, bucket } }),
    );
    writeFileSync(
      join(metadata, "telemetry-2", "schema.json"),
      readFileSync(join(folder, "telemetry-2", "schema.json")),
    );
    // Without credentials: the bucket lets everyone read.
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...nobody } = env;
    assert.deepEqual(await runCli([...args, metadata], { env: nobody }), expected);
  });

  it("sample writes there, twice the same is once, and another lake is refused", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const url = `s3://${server.bucket}/made?endpoint=${server.endpoint}`;
    const args = ["sample", url, "--scale", "0.002", "--quiet"];
    const written = await runCli(args, { env });
    assert.deepEqual([written.code, written.stderr], [0, ""]);
    assert.match(written.stdout, /the true figures are in s3:\/\/lake-bucket\/made\/truth\.json\?endpoint=/);
    assert.match((await runCli(args, { env })).stdout, /holds this lake already/);
    const other = await runCli([...args, "--seed", "2"], { env });
    assert.equal(other.code, 2);
    assert.match(other.stderr, /holds another sample lake \(seed 1\); name another prefix/);
    const local = join(scratch, "made");
    await runCli(["sample", local, "--scale", "0.002", "--quiet"]);
    const back = await runCli(["cp", url, join(scratch, "back")], { env });
    assert.equal(back.code, 0, back.stderr);
    assert.deepEqual(treeOf(join(scratch, "back")), treeOf(local));
  });

  it("import reads captures there and makes lakes there", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const fixture = join(root, "test/importing/fixtures/requests.ndjson.gz");
    const store = openS3Store(server.bucket, { endpoint: server.endpoint, prefix: "captures" });
    await store.write("deep/requests.ndjson.gz", readFileSync(fixture));
    const at = (prefix: string): string => `s3://${server.bucket}/${prefix}?endpoint=${server.endpoint}`;
    const local = join(scratch, "imported");
    const expected = await runCli(["import", fixture, "--out", local, "--json", "--quiet"]);
    const args = ["import", at("captures"), "--out", at("imported"), "--json", "--quiet"];
    const imported = await runCli(args, { env });
    assert.equal(imported.code, 0, imported.stderr);
    assert.deepEqual(JSON.parse(imported.stdout), JSON.parse(expected.stdout));
    type Account = { imported: number; alreadyThere: number };
    const again = JSON.parse((await runCli(args, { env })).stdout) as Account;
    const before = JSON.parse(expected.stdout) as Account;
    assert.deepEqual([again.imported, again.alreadyThere], [0, before.imported]);
    const one = await runCli(
      ["import", at("captures/deep/requests.ndjson.gz"), "--out", join(scratch, "one"), "--json", "--quiet"],
      { env },
    );
    assert.equal((JSON.parse(one.stdout) as Account).imported, before.imported);
  });
});

describe("pingframe cp", () => {
  it("copies what is missing, and tells as JSON what it did", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, url } = made;
    const copied = join(scratch, "copied");
    const first = await runCli(["cp", url, copied, "--json"], { env });
    assert.equal(first.code, 0, first.stderr);
    const count = treeOf(folder).length;
    assert.equal((JSON.parse(first.stdout) as { copied: number }).copied, count);
    rmSync(join(copied, "sources.json"));
    const second = await runCli(["cp", url, copied, "--concurrency", "3"], { env });
    assert.match(second.stdout, new RegExp(`^copied 1 object .*; ${count - 1} were there already\n$`));
    assert.deepEqual(treeOf(copied), treeOf(folder));
  });

  it("stops at Ctrl-C with 130, shows no sources until then, and goes on when run again", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, endpoint } = made;
    const proxy = await startFaultProxy(endpoint);
    test.after(() => proxy.close());
    const url = `s3://lake-bucket/stopped?endpoint=${proxy.endpoint}`;
    let puts = 0;
    proxy.faults = ({ method }) => (method !== "PUT" || ++puts <= 20 ? null : new Promise(() => {}));
    const stored = (): number =>
      [...proxy.answers.keys()].filter((number) => proxy.requests[number]?.method === "PUT").length;
    const killWhen = (): boolean => puts > 20 && stored() === 20;
    const stopped = await runCli(["cp", folder, url], { env, killWhen });
    assert.deepEqual([stopped.code, stopped.stdout, stopped.stderr], [130, "", "\npingframe: interrupted\n"]);
    const sources = await runCli(["sources", "--sources", url], { env });
    assert.match(sources.stderr, /no sources\.json in s3:\/\/lake-bucket\/stopped; set option sources/);
    proxy.faults = () => null;
    const again = await runCli(["cp", folder, url, "--json"], { env });
    const { copied, skipped } = JSON.parse(again.stdout) as { copied: number; skipped: number };
    assert.deepEqual([again.code, skipped, copied + skipped], [0, 20, treeOf(folder).length]);
  });

  it("warns of data that lies elsewhere", async () => {
    const folder = join(scratch, "elsewhere");
    mkdirSync(folder, { recursive: true });
    const entry = { bucket: "s3://other/data", prefix: "", metadata_prefix: "m" };
    writeFileSync(join(folder, "sources.json"), JSON.stringify({ telemetry: entry }));
    const { code, stderr } = await runCli(["cp", folder, join(scratch, "elsewhere-2")]);
    assert.equal(code, 0);
    assert.equal(
      stderr,
      'pingframe cp: the data of source "telemetry" lies in s3://other/data and was not copied\n',
    );
  });

  it("exits with 2 for wrong use and with 1 for what fails, saying why", async (test) => {
    const uses: [string[], RegExp][] = [
      [["only-one"], /cp needs SRC and DST, got \["only-one"\]/],
      [["a", "b", "c"], /cp needs SRC and DST/],
      [["s3://", "b"], /location in S3 names no bucket/],
      [["a", "s3://b?speed=1"], /unknown option "speed"/],
      [["a", "b", "--concurrency", "0"], /--concurrency must be a whole number from 1/],
    ];
    for (const [args, message] of uses) {
      const { code, stderr } = await runCli(["cp", ...args]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
    mkdirSync(join(scratch, "nothing"), { recursive: true });
    const empty = await runCli(["cp", join(scratch, "nothing"), join(scratch, "nothing-2")]);
    assert.equal(empty.code, 1);
    assert.match(empty.stderr, /holds no objects; nothing was copied/);
    const absent = await runCli(["cp", join(scratch, "absent"), join(scratch, "nothing-2")]);
    assert.equal(absent.code, 1);
    assert.match(absent.stderr, /there is no folder/);
    const help = await runCli(["cp", "--help"]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /Usage: pingframe cp SRC DST/);
    const server = await s3Server(test);
    if (server === null) return;
    const lost = await runCli(["cp", `s3://no-such-bucket?endpoint=${server.endpoint}`, scratch], { env });
    assert.equal(lost.code, 1);
    assert.match(lost.stderr, /there is no such bucket; correct its name/);
  });
});

describe("Dataset.fromStore(openS3Store(bucket))", () => {
  it("gives the rows of a folder in every compression, with any number of threads, after faults too", async (test) => {
    const server = await s3Server(test);
    if (server === null) return;
    const proxy = await startFaultProxy(server.endpoint);
    test.after(() => proxy.close());
    const folder = openFolderStore(join(scratch, "compressions"), { durable: false });
    // A day of plain objects, one of gzip, one of zstd.
    const pings = await writeSmallLake(folder, { days: 3, perObject: 40 });
    const place = { prefix: "compressions", endpoint: server.endpoint };
    await copyObjects(folder, openS3Store(server.bucket, place));
    const rowsOf = async (store: Store, threads: number): Promise<unknown[]> => {
      const engine = createLocalEngine({ threads, threadedFromBytes: 0 });
      const dataset = Dataset.fromStore(store, dimensions, { prefix: "lake", engine, onEvent: null });
      const paths = ["id", "meta/Timestamp", "payload/reason", "payload/histograms/GC_MS"];
      const records = dataset.records();
      const frame = await getPingsProperties(records, paths);
      await engine.close();
      assert.deepEqual(records.lastAccount?.damage, {});
      return frame.toObjects();
    };
    const expected = await rowsOf(folder, 0);
    assert.equal(expected.length, pings);
    let number = 0;
    const kinds: (Fault | null)[] = [
      null,
      { kind: "cut", after: 900 },
      { kind: "refuse", status: 503, code: "SlowDown" },
      null,
      { kind: "flip", at: 700 },
      { kind: "drip", bytes: 600 },
      { kind: "hangUp" },
    ];
    // Threads ask at the same time, so that one could meet all the faults: six failures in a row are told.
    const inARow = new Map<string, number>();
    const faultOf = ({ path, query }: { path: string; query: URLSearchParams }): Fault | null => {
      const before = inARow.get(path) ?? 0;
      const fault = query.has("list-type") || before === 3 ? null : kinds[number++ % kinds.length]!;
      inARow.set(path, fault === null ? 0 : before + 1);
      return fault;
    };
    for (const faults of [(): null => null, faultOf]) {
      proxy.faults = faults;
      for (const threads of [0, 1, 2, 4]) {
        const store = openS3Store(server.bucket, { ...place, endpoint: proxy.endpoint });
        assert.deepEqual(await rowsOf(store, threads), expected, `${threads} threads`);
      }
    }
    assert.ok(number > 48, "faults occurred");
  });

  it("lists only what conditions keep, a request a folder, and reads each object once", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, endpoint } = made;
    const proxy = await startFaultProxy(endpoint);
    test.after(() => proxy.close());
    const levels = await Dataset.fromSource("telemetry", { sources: folder }).schema;
    const where = { docType: "new-profile", submissionDate: "20170615" } as const;
    const options = { prefix: "telemetry-2", onEvent: null };
    const store = openS3Store("lake-bucket", { endpoint: proxy.endpoint, prefix: "lake/data" });
    const there = Dataset.fromStore(store, levels, options).where(where);
    const here = Dataset.fromStore(openFolderStore(join(folder, "data")), levels, options).where(where);
    const { listings, objects } = await there.explain();
    // The dates; then, below the one kept, three levels of one folder each; then the objects below the doc type.
    assert.equal(listings, 5);
    assert.equal(proxy.requests.length, listings);
    assert.deepEqual(
      proxy.requests.map(({ query }) => query.get("delimiter")),
      ["/", "/", "/", "/", null],
    );
    assert.ok(objects.length > 0);
    assert.equal(store.costs.objectsListed, objects.length);
    const properties = ["clientId", "meta/Timestamp"] as const;
    const rows = await getPingsProperties(there.records(), properties);
    const expected = await getPingsProperties(here.records(), properties);
    assert.ok(rows.toObjects().length > 0);
    assert.deepEqual(rows.toObjects(), expected.toObjects());
    const { requests, reads, bytesRead } = store.costs;
    const bytes = objects.reduce((sum, { byteLength }) => sum + byteLength, 0);
    assert.deepEqual([reads, bytesRead, requests], [objects.length, bytes, 2 * listings + objects.length]);
    assert.equal(proxy.requests.length, requests);
  });

  it("counts an object that is replaced between listing and reading as damage, and reads the others", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const { folder, endpoint } = made;
    const proxy = await startFaultProxy(endpoint);
    test.after(() => proxy.close());
    const direct = openS3Store("lake-bucket", { endpoint, prefix: "changing" });
    await copyObjects(openFolderStore(join(folder, "data", "telemetry-2", "20170615")), direct);
    const store = openS3Store("lake-bucket", { endpoint: proxy.endpoint, prefix: "changing" });
    const levels = (await Dataset.fromSource("telemetry", { sources: folder }).schema).slice(1);
    const there = Dataset.fromStore(store, levels, { onEvent: null }).where({ docType: "new-profile" });
    const [victim] = (await there.summaries()).map(({ key }) => key);
    assert.ok(victim !== undefined);
    const bytes = Buffer.concat(await collect(direct.read(victim)));
    let writes = 0;
    const whole = await getPingsProperties(there.records(), ["clientId"]);
    proxy.faults = async ({ path, method }) => {
      // As long as before: only the etag tells.
      if (method === "GET" && path.endsWith(victim)) {
        writes++;
        await direct.write(
          victim,
          bytes.map((byte) => byte ^ writes),
        );
      }
      return null;
    };
    const pings = there.records();
    const partly = await getPingsProperties(pings, ["clientId"]);
    assert.deepEqual(pings.lastAccount?.damage, { store: 1 });
    const [report] = pings.lastAccount?.damageReports ?? [];
    assert.equal(report?.key, victim);
    assert.match(report?.message ?? "", /it was replaced since it was listed; list it again$/);
    const { length } = partly.toObjects();
    assert.ok(length > 0 && length < whole.toObjects().length);
    const strict = getPingsProperties(there.records({ onBadRecord: "fail" }), ["clientId"]);
    await assert.rejects(async () => strict, { name: "StoreError", failure: "replaced", key: victim });
  });

  it("asks a bucket whose requester pays to let it, with every request", async (test) => {
    const made = await lakeOf(test);
    if (made === null) return;
    const proxy = await startFaultProxy(made.endpoint);
    test.after(() => proxy.close());
    const store = openS3Store("lake-bucket", {
      endpoint: proxy.endpoint,
      prefix: "paid",
      requesterPays: true,
    });
    await store.write("a/1", Buffer.from("x"));
    await store.head("a/1");
    await store.listFolders("");
    for await (const { key } of store.list("")) for await (const _ of store.read(key));
    const methods = proxy.requests.map(({ method, headers }) => [method, headers["x-amz-request-payer"]]);
    assert.deepEqual(
      methods,
      ["PUT", "HEAD", "GET", "GET", "GET"].map((method) => [method, "requester"]),
    );
  });
});

/** The files in a folder and what is in them, sorted. */
function treeOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length), readFileSync(file, "base64")]);
}
