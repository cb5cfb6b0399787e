import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { openSources, parseCondition, partitionOf, walkPartitions } from "../../src/catalog/index.js";
import { compressObject, decodeObject, encodeHeka, type PingDocument } from "../../src/decode/index.js";
import { type ImportAccount, type ImportEvent, importPings } from "../../src/importing/index.js";

// Compiled tests run in dist/test/importing; fixtures stay where they are.
const fixtures = fileURLToPath(new URL("../../../test/importing/fixtures/", import.meta.url));
const requests = join(fixtures, "requests.ndjson.gz");
const profile = join(fixtures, "profile");
const captures = fileURLToPath(new URL("../../../../shared/firefox-pings/", import.meta.url));

let scratch = "";
let made = 0;
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "pingframe-importing-"));
});
after(() => rm(scratch, { recursive: true, force: true }));

const fresh = (): string => join(scratch, String(made++));

async function makeFile(name: string, content: string | Uint8Array): Promise<string> {
  const folder = fresh();
  await mkdir(folder);
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

interface StoredPing {
  readonly key: string;
  readonly ping: PingDocument;
  readonly meta: Record<string, unknown>;
  readonly timestampNs: bigint | null;
}

async function readLake(out: string): Promise<StoredPing[]> {
  const source = await openSources(out).open("telemetry");
  const pings: StoredPing[] = [];
  for (const { key } of (await walkPartitions(source, [])).objects) {
    const onDamage = (damage: unknown): never => assert.fail(JSON.stringify(damage));
    for await (const records of decodeObject(source.store.read(key), { onDamage })) {
      for (const { ping, timestampNs } of records) {
        pings.push({ key, ping, meta: ping["meta"] as Record<string, unknown>, timestampNs });
      }
    }
  }
  return pings;
}

async function importLines(
  lines: readonly unknown[],
  name = "pings.ndjson",
): Promise<[ImportAccount, StoredPing[]]> {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  const out = fresh();
  const account = await importPings({ inputs: [await makeFile(name, text)], out });
  return [account, account.imported === 0 ? [] : await readLake(out)];
}

const PING = {
  type: "main",
  id: "11111111-2222-4333-8444-555555555555",
  creationDate: "2017-06-14T10:20:30.456Z",
  version: 4,
  clientId: "c0ffeec0-ffee-c0ff-eec0-ffeec0ffeec0",
  application: {
    name: "Firefox",
    version: "54.0",
    channel: "beta",
    buildId: "20170612000000",
    vendor: "Mozilla",
  },
  environment: { system: { os: { name: "Linux" } }, settings: { telemetryEnabled: false } },
  payload: { info: { reason: "shutdown", sessionLength: 12 } },
};

// What the pipeline copies from a ping where the ping has it; a deletion-request has neither.
function ofEnvironment({ environment, payload }: PingDocument): Record<string, unknown> {
  const { system, settings } = (environment ?? {}) as Record<string, Record<string, unknown>>;
  const os = (system?.["os"] as Record<string, unknown> | undefined)?.["name"];
  const reason = (payload as Record<string, unknown> | undefined)?.["reason"];
  const telemetryEnabled = settings?.["telemetryEnabled"];
  return Object.fromEntries(
    Object.entries({ os, reason, telemetryEnabled }).filter(([, value]) => value !== undefined),
  );
}

describe("importPings of captured requests", () => {
  it("importPings({inputs}) imports every request, also those answered with an error or not at all", async () => {
    const out = fresh();
    const account = await importPings({ inputs: [requests], out });
    assert.equal(account.imported, 8);
    assert.deepEqual(account.byDocType, { "new-profile": 7, "deletion-request": 1 });
    assert.equal(account.notAcknowledged, 3);
    assert.equal(account.assumedTimestamps, 0);
    assert.equal(account.skippedCount, 0);
    const replies = (await readLake(out)).map(({ meta }) => meta["replied"]).sort();
    assert.deepEqual(replies, ["200", "200", "200", "200", "200", "404", "500", "connection-reset"]);
  });

  it("importPings({inputs}) makes meta from the request", async () => {
    const out = fresh();
    await importPings({ inputs: [requests], out });
    const lines = gunzipSync(await readFile(requests))
      .toString()
      .trim()
      .split("\n");
    const stored = await readLake(out);
    for (const line of lines) {
      const request = JSON.parse(line) as Record<string, unknown> & {
        headers: Record<string, string>;
        body: PingDocument;
      };
      const ns = BigInt(Date.parse(request["receivedAt"] as string)) * 1_000_000n;
      const found = stored.find((one) => one.timestampNs === ns && one.ping["id"] === request.body["id"]);
      assert.ok(found !== undefined);
      const [, , , id, docType, appName, appVersion, channel, build] = (request["url"] as string).split(
        /[/?]/,
      );
      const { meta, ...document } = found.ping;
      assert.deepEqual(document, request.body);
      assert.deepEqual(meta, {
        Timestamp: Number(ns),
        Type: "telemetry",
        Hostname: "",
        creationTimestamp: Date.parse(request.body["creationDate"] as string) * 1e6,
        submissionDate: "20261121",
        docType,
        documentId: id,
        clientId: request.body["clientId"],
        sampleId: found.meta["sampleId"],
        sourceName: "telemetry",
        sourceVersion: 4,
        appName,
        appVersion,
        appBuildId: build,
        appUpdateChannel: channel,
        appVendor: "Mozilla",
        normalizedChannel: channel,
        Date: request.headers["date"],
        Host: "localhost:8777",
        replied: String(request["replied"]),
        ...("x-pingsender-version" in request.headers && {
          "X-PingSender-Version": request.headers["x-pingsender-version"],
        }),
        ...ofEnvironment(request.body),
      });
    }
  });

  it("importPings({acknowledgedOnly: true}) leaves out what was not answered with success", async () => {
    const account = await importPings({ inputs: [requests], out: fresh(), acknowledgedOnly: true });
    assert.equal(account.imported, 5);
    assert.equal(account.notAcknowledged, 3);
  });

  it("importPings({out}) lays objects out by sanitised dimensions, one a partition, with a schema", async () => {
    const out = fresh();
    const account = await importPings({ inputs: [requests], out });
    const source = await openSources(out).open("telemetry");
    assert.equal(source.synthetic, false);
    const { objects } = await walkPartitions(source, [parseCondition("docType", "new-profile")]);
    assert.deepEqual(
      objects.map(({ key }) => key.replace(/[0-9a-f]{16}/, "HASH")),
      ["beta", "esr"].map(
        (channel) =>
          `telemetry-2/20261121/telemetry/4/new_profile/Firefox/${channel}/153.7.0/20261103151912/import-HASH.heka`,
      ),
    );
    assert.equal(account.objects, 3);
    for (const { key, meta } of await readLake(out)) {
      const partition = partitionOf(key, source.prefix, source.dimensions) ?? {};
      assert.equal(partition["docType"], String(meta["docType"]).replaceAll("-", "_"));
      assert.equal(partition["appUpdateChannel"], meta["appUpdateChannel"]);
    }
  });

  it("importPings(options) again adds nothing, in any order of the lines, and then only what is new", async () => {
    const out = fresh();
    const lines = gunzipSync(await readFile(requests))
      .toString()
      .trim()
      .split("\n");
    const some = await makeFile("some.ndjson", lines.slice(0, 5).join("\n"));
    const reversed = await makeFile("reversed.ndjson", lines.toReversed().join("\n"));
    assert.equal((await importPings({ inputs: [some], out })).imported, 5);
    const files = await readdir(out, { recursive: true });
    const again = await importPings({ inputs: [some], out });
    assert.deepEqual([again.imported, again.alreadyThere, again.objects], [0, 5, 0]);
    assert.deepEqual(await readdir(out, { recursive: true }), files);
    const rest = await importPings({ inputs: [reversed], out });
    assert.deepEqual([rest.imported, rest.alreadyThere], [3, 5]);
    assert.equal((await readLake(out)).length, 8);
  });

  it("importPings(options) names objects for their content, whatever the order of the lines", async () => {
    const lines = gunzipSync(await readFile(requests))
      .toString()
      .trim()
      .split("\n");
    const keys = await Promise.all(
      [lines, lines.toReversed()].map(async (order) => {
        const out = fresh();
        await importPings({ inputs: [await makeFile("r.ndjson", order.join("\n"))], out });
        return (await readdir(out, { recursive: true })).sort();
      }),
    );
    assert.deepEqual(keys[0], keys[1]);
  });

  it("importPings({inputs}) routes by namespace: other namespaces are counted, not imported", async () => {
    const body = PING;
    const glean = "/submit/firefox-desktop/new-profile/1/11111111-2222-4333-8444-555555555555";
    const [account, pings] = await importLines([
      { url: glean, receivedAt: "2026-11-21T00:00:00Z", body },
      { url: glean, receivedAt: "2026-11-21T00:00:00Z", body: "not even JSON" },
      {
        url: "/submit/telemetry/abc/main/Firefox/54.0/beta/20170612000000?v=4",
        receivedAt: "2026-11-21T00:00:00Z",
        body,
      },
    ]);
    assert.deepEqual(account.otherNamespaces, { "firefox-desktop": 2 });
    assert.equal(account.imported, 1);
    assert.equal(pings[0]?.meta["documentId"], "abc");
  });

  it("importPings({inputs}) takes the ping's word where the URL is cut off, and decodes escapes", async () => {
    const receivedAt = "2026-11-21T00:00:00.123456789Z";
    const [account, pings] = await importLines([
      {
        url: "https://host/submit/telemetry/abc",
        receivedAt,
        body: JSON.stringify(PING),
        headers: { DATE: "now", dnt: "1" },
      },
      { url: "/submit/telemetry/def/new%2Dprofile/Fire%20fox/54.0/beta/%zz/?v=x", receivedAt, body: PING },
    ]);
    assert.equal(account.imported, 2);
    const cut = pings.find(({ meta }) => meta["documentId"] === "abc");
    assert.equal(cut?.meta["docType"], "main");
    assert.equal(cut?.meta["appBuildId"], "20170612000000");
    assert.equal(cut?.meta["Date"], "now");
    assert.equal(cut?.meta["DNT"], "1");
    assert.equal(cut?.meta["telemetryEnabled"], false);
    assert.equal(cut?.timestampNs, 1795219200123456789n);
    const escaped = pings.find(({ meta }) => meta["documentId"] === "def");
    assert.equal(escaped?.meta["appName"], "Fire fox");
    assert.equal(escaped?.meta["docType"], "new-profile");
    assert.match(escaped?.key ?? "", /\/new_profile\/Fire_fox\/beta\/54\.0\/_zz\//);
  });
});

describe("importPings of profiles and pings", () => {
  it("importPings({inputs: [profile]}) takes the time in a file's name as the receive time, and says so", async () => {
    const out = fresh();
    const account = await importPings({ inputs: [profile], out });
    assert.equal(account.imported, 3);
    assert.equal(account.assumedTimestamps, 3);
    assert.deepEqual(account.byDocType, { "new-profile": 2, main: 1 });
    for (const { meta, timestampNs } of await readLake(out)) {
      assert.equal(meta["assumedTimestamp"], true);
      assert.equal(Number(timestampNs), meta["Timestamp"]);
    }
    const times = (await readLake(out)).map(({ timestampNs }) => String(timestampNs)).sort();
    assert.deepEqual(times, ["1795302156583000000", "1795302450871000000", "1795302452685000000"]);
  });

  it("importPings({inputs}) finds the same pings by profile, archive folder, folder of profiles and files", async () => {
    const copy = fresh();
    await cp(profile, join(copy, "a"), { recursive: true });
    await mkdir(join(copy, "a", "sessionstore-backups"));
    await writeFile(join(copy, "a", "sessionstore-backups", "previous.jsonlz4"), "mozLz40\0");
    await writeFile(join(copy, "a", "prefs.js"), "");
    const archived = join(copy, "a", "datareporting", "archived");
    const month = join(archived, "2026-11");
    const files = (await readdir(month)).map((name) => join(month, name));
    for (const inputs of [[join(copy, "a")], [archived], [month], [copy], files]) {
      const account = await importPings({ inputs, out: fresh() });
      assert.deepEqual([account.imported, account.assumedTimestamps, account.skippedCount], [3, 3, 0]);
    }
  });

  it("importPings({inputs}) takes a ping's creationDate as its receive time, and says so", async () => {
    const [account, [stored]] = await importLines([PING]);
    assert.equal(account.assumedTimestamps, 1);
    assert.deepEqual(stored?.meta, {
      Timestamp: 1497435630456000000,
      Type: "telemetry",
      Hostname: "",
      creationTimestamp: 1497435630456000000,
      submissionDate: "20170614",
      docType: "main",
      documentId: "11111111-2222-4333-8444-555555555555",
      clientId: "c0ffeec0-ffee-c0ff-eec0-ffeec0ffeec0",
      // crc32("c0ffeec0-ffee-c0ff-eec0-ffeec0ffeec0") % 100, by Python's zlib
      sampleId: 33,
      sourceName: "telemetry",
      sourceVersion: 4,
      appName: "Firefox",
      appVersion: "54.0",
      appBuildId: "20170612000000",
      appUpdateChannel: "beta",
      appVendor: "Mozilla",
      normalizedChannel: "beta",
      os: "Linux",
      reason: "shutdown",
      telemetryEnabled: false,
      assumedTimestamp: true,
    });
  });

  it("importPings({inputs}) keeps the meta that pings bring along, and fills in the rest", async () => {
    const meta = {
      Timestamp: 1497435630456000000,
      docType: "saved-session",
      geoCountry: "DE",
      clientId: null,
    };
    const [account, [stored]] = await importLines([{ ...PING, meta }]);
    assert.equal(account.assumedTimestamps, 0);
    assert.equal(stored?.meta["docType"], "saved-session");
    assert.equal(stored?.meta["geoCountry"], "DE");
    assert.equal(stored?.meta["clientId"], PING.clientId);
    assert.equal("assumedTimestamp" in (stored?.meta ?? {}), false);
  });

  it("importPings({inputs}) reads gzip, zstd and Heka as well, with exact receive times", async () => {
    const text = new TextEncoder().encode(`${JSON.stringify(PING)}\n`);
    const heka = encodeHeka([{ ...PING, meta: { docType: "main" } }], { timestampNs: 1497435630456789001n });
    for (const bytes of [gzipSync(text), await compressObject(text, "zstd"), heka]) {
      const out = fresh();
      assert.equal((await importPings({ inputs: [await makeFile("any", bytes)], out })).imported, 1);
      const [stored] = await readLake(out);
      assert.equal(stored?.timestampNs, bytes === heka ? 1497435630456789001n : 1497435630456000000n);
    }
  });

  it("importPings({inputs}) keeps copies within an input, and adds only further ones later", async () => {
    const out = fresh();
    const two = await makeFile("two.ndjson", `${JSON.stringify(PING)}\n${JSON.stringify(PING)}`);
    const three = await makeFile("three.ndjson", `${JSON.stringify(PING)}\n`.repeat(3));
    const { id: _, ...nameless } = PING;
    const odd = await makeFile("odd.ndjson", `${JSON.stringify(nameless)}\n`);
    const run = async (input: string): Promise<number[]> => {
      const { imported, alreadyThere } = await importPings({ inputs: [input], out });
      return [imported, alreadyThere];
    };
    assert.deepEqual(await run(two), [2, 0]);
    assert.deepEqual(await run(three), [1, 2]);
    assert.deepEqual(await run(three), [0, 3]);
    assert.deepEqual(await run(odd), [1, 0]);
    assert.deepEqual(await run(odd), [0, 1]);
  });

  it("importPings({inputs}) puts UNKNOWN for dimensions that nothing is known of, and never leaves the lake", async () => {
    const application = { name: "..", version: "../../x", channel: ".", buildId: "" };
    const [account, pings] = await importLines([
      { ...PING, application },
      { ...PING, application: null },
    ]);
    assert.equal(account.imported, 2);
    const keys = pings.map(({ key }) => key.split("/").slice(4, 9).join("/"));
    assert.deepEqual(keys.sort(), ["main/UNKNOWN/UNKNOWN/UNKNOWN/UNKNOWN", "main/__/_/.._.._x/UNKNOWN"]);
  });

  it("importPings({inputs}) keeps names that reach for a prototype to themselves", async () => {
    const line = `{"type":"main","creationDate":"2017-06-14T10:20:30Z","__proto__":{"type":"x"},"meta":{"__proto__":{"a":1}}}`;
    const [account] = await importLines([line]);
    assert.equal(account.imported, 1);
    assert.equal(({} as Record<string, unknown>)["a"], undefined);
  });
});

describe("importPings of copies of what was also received", () => {
  const id = (n: number): string => `0000000${n}-2222-4333-8444-555555555555`;
  const copies = [1, 2, 3].map((n) => ({ ...PING, id: id(n) }));
  const received = [2, 3, 4, 4].map((n) => ({
    url: `/submit/telemetry/${id(n)}/main/Firefox/54.0/beta/20170612000000?v=4`,
    receivedAt: `2017-06-15T00:00:00.00${n}Z`,
    replied: n === 3 ? 500 : 200,
    body: { ...PING, id: id(n) },
  }));
  const linesOf = (pings: readonly unknown[]): string => pings.map((one) => JSON.stringify(one)).join("\n");
  const inLake = async (out: string): Promise<unknown[]> =>
    (await readLake(out))
      .map(({ meta, timestampNs }) => [
        meta["documentId"],
        String(timestampNs),
        meta["assumedTimestamp"] ?? false,
      ])
      .sort();
  const expected = [
    [id(1), "1497435630456000000", true],
    ...[2, 3, 4, 4].map((n) => [id(n), `149748480000${n}000000`, false]),
  ];

  it("importPings({inputs}) leaves them out, in whatever order inputs and imports come, and again", async () => {
    const archive = await makeFile("archive.ndjson", linesOf(copies));
    const requests = await makeFile("requests.ndjson", linesOf(received));
    const both = await makeFile("both.ndjson", linesOf([...copies, ...received]));
    const orders = [
      [[archive, requests]],
      [[requests, archive]],
      [[both]],
      [[requests], [archive]],
      [[archive], [requests]],
      [[archive], [both]],
      [[archive], [requests, archive], [archive]],
    ];
    for (const order of orders) {
      const out = fresh();
      let left = 0;
      for (const inputs of order) left += (await importPings({ inputs, out })).alsoReceived;
      assert.deepEqual(await inLake(out), expected);
      assert.ok(left >= 2);
      const again = await importPings({ inputs: [archive, requests], out });
      assert.deepEqual([again.imported, again.alreadyThere, again.alsoReceived, again.objects], [0, 5, 2, 0]);
      assert.deepEqual(await inLake(out), expected);
    }
  });

  it("importPings({inputs}) counts them apart from those with an assumed receive time", async () => {
    const file = await makeFile("both.ndjson", linesOf([...copies, "broken", ...received]));
    const { imported, alsoReceived, assumedTimestamps, skippedCount } = await importPings({
      inputs: [file],
      out: fresh(),
    });
    assert.deepEqual([imported, alsoReceived, assumedTimestamps, skippedCount], [5, 2, 1, 1]);
  });

  it("importPings({acknowledgedOnly: true}) keeps the copy of a document that only came unacknowledged", async () => {
    const file = await makeFile("both.ndjson", linesOf([...copies, ...received]));
    const account = await importPings({ inputs: [file], out: fresh(), acknowledgedOnly: true });
    assert.deepEqual([account.imported, account.alsoReceived, account.assumedTimestamps], [5, 1, 2]);
  });

  it("importPings({signal}) stopped before a copy was taken out takes it out when taken up again", async () => {
    const [archive, requests] = [
      await makeFile("archive.ndjson", linesOf(copies)),
      await makeFile("requests.ndjson", linesOf(received)),
    ];
    const out = fresh();
    await importPings({ inputs: [archive], out });
    const controller = new AbortController();
    const onEvent = ({ kind }: ImportEvent): void => {
      if (kind === "object") controller.abort(new Error("enough"));
    };
    await assert.rejects(
      importPings({ inputs: [requests], out, signal: controller.signal, onEvent }),
      /enough/,
    );
    await importPings({ inputs: [requests], out });
    assert.deepEqual(await inLake(out), expected);
  });
});

describe("importPings of what can't be imported", () => {
  it("importPings({inputs}) counts and names bad lines, and goes on", async () => {
    const events: ImportEvent[] = [];
    const good = JSON.stringify(PING);
    const lines = [
      good,
      "{broken",
      "[1]",
      JSON.stringify({ ...PING, type: 5 }),
      JSON.stringify({ ...PING, creationDate: "yesterday" }),
      JSON.stringify({ ...PING, creationDate: "1969-01-01T00:00:00Z" }),
      JSON.stringify({ ...PING, application: { name: "x".repeat(300) } }),
      JSON.stringify({ ...PING, meta: { "a.b": 1 } }),
      JSON.stringify({ url: "/__heartbeat__", body: {} }),
      JSON.stringify({ url: "http://[", body: {} }),
      JSON.stringify({ url: "/submit/telemetry/a/main", body: null, receivedAt: "2026-11-21T00:00:00Z" }),
      JSON.stringify({ url: "/submit/telemetry/a/main", body: {}, receivedAt: "?" }),
      good,
    ];
    const file = await makeFile("pings.ndjson", lines.join("\n"));
    const account = await importPings({
      inputs: [file],
      out: fresh(),
      onEvent: (event) => events.push(event),
    });
    assert.equal(account.imported, 2);
    assert.equal(account.skippedCount, 11);
    assert.deepEqual(
      account.skipped
        .toSorted((a, b) => (a.byteOffset ?? 0) - (b.byteOffset ?? 0))
        .map(({ reason }) => reason),
      [
        "line is not JSON (json)",
        "line is not a JSON object (json)",
        "ping has no document type",
        "ping has no receive time and no creationDate",
        "receive time is before 1970 or after 2262",
        "a dimension's value is longer than 200 characters",
        "meta has a name that can't be stored",
        "request is no submission",
        "request is no submission",
        "body of the request is not a JSON object",
        "request has no receive time, and its ping no creationDate",
      ],
    );
    for (const { input, byteOffset } of account.skipped) {
      assert.equal(input, file);
      const offsets = lines.map(
        (_, index) => lines.slice(0, index).join("\n").length + (index === 0 ? 0 : 1),
      );
      assert.ok(byteOffset !== null && offsets.includes(byteOffset));
    }
    const skipped = events.filter((event) => event.kind === "skipped");
    assert.equal(skipped.length, 11);
  });

  it("importPings({inputs}) names inputs that are missing or hold nothing, and goes on", async () => {
    const empty = fresh();
    await mkdir(empty);
    const blank = await makeFile("blank.ndjson", "");
    const missing = join(scratch, "missing");
    const account = await importPings({ inputs: [missing, empty, blank, profile, profile], out: fresh() });
    assert.equal(account.imported, 3);
    assert.equal(account.skipped[0]?.input, missing);
    assert.match(account.skipped[0]?.reason ?? "", /^no such file or folder/);
    assert.match(account.skipped[1]?.reason ?? "", /^folder holds no archived pings/);
    assert.match(account.skipped[2]?.reason ?? "", /already read in this import$/);
    assert.equal(account.skippedCount, 5);
  });

  it("importPings({inputs}) shows no document ids in names and reasons", async () => {
    const events: unknown[] = [];
    const name = "1795302156583.dfa32c29-92ce-4c64-8c29-04f4e0ad1d24.main.jsonlz4";
    const file = await makeFile(name, "mozLz40\0broken");
    const account = await importPings({
      inputs: [file, `${file}x`],
      out: fresh(),
      onEvent: (event) => events.push(event),
    });
    assert.equal(account.skippedCount, 2);
    assert.match(account.skipped[0]?.input ?? "", /1795302156583\.\*\.main\.jsonlz4$/);
    assert.doesNotMatch(JSON.stringify([account, events]), /dfa32c29/);
  });

  it("importPings(options) writes no lake when there is nothing to import", async () => {
    const out = fresh();
    await importPings({ inputs: [join(scratch, "missing")], out });
    assert.equal(existsSync(out), false);
    await assert.rejects(importPings({ inputs: [], out }), TypeError);
  });

  it("importPings({out}) refuses a lake that it did not make, and leaves it as it is", async () => {
    const schema = { dimensions: [{ field_name: "submissionDate" }] };
    const entry = { bucket: "data", prefix: "telemetry-2", metadata_prefix: "telemetry-2" };
    const cases: [unknown, RegExp][] = [
      [{ telemetry: { ...entry, synthetic: true } }, /it holds a synthetic lake; choose another folder$/],
      [
        { telemetry: { ...entry, bucket: "other" } },
        /it holds a lake of another layout; choose another folder$/,
      ],
      [{ telemetry: entry }, /it holds a lake of another layout/],
      [{ mine: entry }, /as it is no lake of an import; choose another: unknown source "telemetry"/],
      ["text", /as it is no lake of an import; choose another: cannot use sources\.json/],
    ];
    for (const [sources, message] of cases) {
      const out = fresh();
      await mkdir(join(out, "telemetry-2"), { recursive: true });
      await writeFile(join(out, "sources.json"), JSON.stringify(sources));
      await writeFile(join(out, "telemetry-2", "schema.json"), JSON.stringify(schema));
      await assert.rejects(importPings({ inputs: [requests], out }), { name: "PlanError", message });
      assert.deepEqual((await readdir(out)).sort(), ["sources.json", "telemetry-2"]);
    }
  });

  it("importPings({signal}) stops with the signal's reason, and can be taken up again", async () => {
    const out = fresh();
    const controller = new AbortController();
    const reason = new Error("enough");
    const onEvent = (event: ImportEvent): void => {
      if (event.kind === "object") controller.abort(reason);
    };
    await assert.rejects(
      importPings({ inputs: [requests], out, signal: controller.signal, onEvent }),
      reason,
    );
    const account = await importPings({ inputs: [requests], out });
    assert.equal(account.imported + account.alreadyThere, 8);
    assert.ok(account.alreadyThere > 0);
    assert.equal((await readLake(out)).length, 8);
  });
});

describe("importPings of the captured Firefox pings", () => {
  const isThere = existsSync(join(captures, "requests.ndjson.gz"));
  const skip = isThere ? false : "NOT RUN: ../shared/firefox-pings is absent";

  it("the captured pings are there under CI", () => {
    assert.ok(isThere || process.env["CI"] !== "true", "../shared/firefox-pings is absent, and CI=true");
  });

  it("importPings({inputs: requests}) imports all 266, and the archives all their pings", {
    skip,
  }, async () => {
    const out = fresh();
    const account = await importPings({ inputs: [join(captures, "requests.ndjson.gz")], out });
    assert.equal(account.imported, 266);
    assert.deepEqual(account.byDocType, {
      main: 93,
      event: 86,
      "new-profile": 50,
      "first-shutdown": 34,
      health: 2,
      "deletion-request": 1,
    });
    assert.equal(account.notAcknowledged, 15);
    assert.equal(account.skippedCount, 0);
    assert.equal(new Set((await readLake(out)).map(({ meta }) => meta["clientId"])).size, 42);
    const archives = await importPings({ inputs: [join(captures, "archive")], out: fresh() });
    assert.deepEqual([archives.imported, archives.assumedTimestamps, archives.skippedCount], [53, 53, 0]);
    const both = await importPings({ inputs: [captures], out: fresh() });
    assert.deepEqual([both.imported, both.byDocType["new-profile"]], [268, 50]);
    assert.deepEqual([both.alsoReceived, both.assumedTimestamps], [51, 2]);
  });
});
