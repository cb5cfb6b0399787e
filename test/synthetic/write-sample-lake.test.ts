import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Damage, decodeObject, type PingDocument } from "../../src/decode/index.js";
import { parseHistogram } from "../../src/histogram/index.js";
import { openMemoryStore, type Store } from "../../src/store/index.js";
import { computeTruth } from "../../src/synthetic/compute-truth.js";
import { type SampleLake, type StoredPing, writeSampleLake } from "../../src/synthetic/index.js";
import { reportWindow } from "../../src/synthetic/report-window.js";

// biome-ignore lint/suspicious/noExplicitAny: a decoded ping may hold anything
type Json = { [name: string]: any };

async function readText(store: Store, key: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.read(key)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Turns a decoded ping back into what the truth is computed from. */
function toStoredPing(key: string, ping: Json, receivedNs: bigint): StoredPing {
  const [, , submissionDate = "", , , , , , version = "", buildId = ""] = key.split("/");
  const { meta, payload, environment } = ping;
  return {
    key,
    docType: meta.docType,
    id: meta.documentId,
    clientId: ping["clientId"] ?? null,
    createdMs: Math.round(meta.creationTimestamp / 1e6),
    skewMs: 0,
    receivedNs,
    hasPingsender: meta["X-PingSender-Version"] === "1.0",
    reason: payload?.reason ?? payload?.info?.reason ?? null,
    sessionLength: payload?.info?.sessionLength ?? null,
    isFirstSession: (payload?.info?.previousSessionId ?? null) === null,
    profileDays: environment?.profile?.creationDate ?? null,
    processType: payload?.processType ?? null,
    bodySeed: 0,
    clientSeed: 0,
    host: 0,
    submissionDate,
    appName: meta.appName,
    channel: meta.appUpdateChannel,
    version,
    buildId,
  };
}

async function readLake(store: Store): Promise<{ pings: StoredPing[]; documents: Json[]; damage: Damage[] }> {
  const pings: StoredPing[] = [];
  const documents: PingDocument[] = [];
  const damage: Damage[] = [];
  for await (const { key } of store.list("data/")) {
    for await (const records of decodeObject(store.read(key), { onDamage: (found) => damage.push(found) })) {
      for (const { ping, timestampNs } of records) {
        documents.push(ping);
        pings.push(toStoredPing(key, ping, timestampNs!));
      }
    }
  }
  return { pings, documents, damage };
}

async function makeLake(options: {
  seed: number;
  scale: number;
  damage?: number;
}): Promise<[Store, SampleLake]> {
  const store = openMemoryStore();
  return [store, await writeSampleLake({ ...options, store })];
}

describe("writeSampleLake()", () => {
  let store: Store;
  let lake: SampleLake;
  let content: Awaited<ReturnType<typeof readLake>>;
  before(async () => {
    [store, lake] = await makeLake({ seed: 2, scale: 0.01 });
    content = await readLake(store);
  });

  it("writes objects whose pings have the figures of truth.json, read back by the decoders", async () => {
    const { pings, damage } = content;
    assert.deepEqual(damage, []);
    assert.equal(pings.length, lake.records);
    const population = { seed: 2, scale: 0.01, window: reportWindow, pings };
    assert.deepEqual(computeTruth(population), lake.truth.figures);
    const honoured = computeTruth(population, { honourDeletions: true });
    assert.deepEqual(honoured, lake.truth.figuresHonouringDeletions);
  });

  it("writes truth.json, sources.json and schema.json", async () => {
    assert.deepEqual(JSON.parse(await readText(store, "truth.json")), lake.truth);
    const { telemetry } = JSON.parse(await readText(store, "sources.json"));
    assert.equal(telemetry.synthetic, true);
    assert.deepEqual(telemetry.defaults, reportWindow);
    assert.equal(`${telemetry.bucket}/${telemetry.prefix}`, "data/telemetry-2");
    const schema = JSON.parse(await readText(store, `${telemetry.metadata_prefix}/schema.json`));
    assert.deepEqual(
      schema.dimensions.map(({ field_name }: Json) => field_name),
      [
        "submissionDate",
        "sourceName",
        "sourceVersion",
        "docType",
        "appName",
        "appUpdateChannel",
        "appVersion",
        "appBuildId",
      ],
    );
  });

  it("lays objects out by sanitised dimensions", async () => {
    const values: Set<string>[] = Array.from({ length: 8 }, () => new Set());
    let objects = 0;
    for await (const { key } of store.list("data/")) {
      assert.match(
        key,
        /^data\/telemetry-2\/2017\d{4}\/telemetry\/4(\/[A-Za-z0-9_.]+){5}\/part-\d{5}\.heka$/,
      );
      for (const [level, value] of key.split("/").slice(2, 10).entries()) values[level]!.add(value);
      objects++;
    }
    assert.equal(objects, lake.objects);
    assert.deepEqual([...values[0]!].length, 9);
    for (const type of [
      "new_profile",
      "main",
      "crash",
      "event",
      "update",
      "OTHER",
      "core",
      "deletion_request",
    ]) {
      assert.ok(values[3]!.has(type), type);
    }
    assert.deepEqual([...values[4]!].sort(), ["Fennec", "Firefox"]);
    assert.deepEqual([...values[5]!].sort(), ["beta", "beta_cck_mozilla14", "nightly", "release"]);
  });

  it("stores objects plain, as gzip and as zstd", async () => {
    const encodings = new Map<string | undefined, number>();
    for await (const { key } of store.list("data/")) {
      const { contentEncoding } = await store.head(key);
      encodings.set(contentEncoding, (encodings.get(contentEncoding) ?? 0) + 1);
    }
    for (const encoding of ["gzip", "zstd", undefined]) assert.ok(encodings.get(encoding)! > 3);
  });

  it("writes pings of realistic size, with histograms that agree with their own description", async () => {
    const { documents } = content;
    const sizes = (docType: string) =>
      documents.filter(({ meta }) => meta.docType === docType).map((ping) => JSON.stringify(ping).length);
    const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    assert.ok(mean(sizes("new-profile")) > 6000 && mean(sizes("new-profile")) < 12_000);
    assert.ok(mean(sizes("crash")) > 8000 && mean(sizes("crash")) < 20_000);
    assert.ok(mean(sizes("main")) > 12_000 && mean(sizes("main")) < 60_000);
    let checked = 0;
    for (const { payload, meta } of documents) {
      if (meta.docType !== "main") continue;
      for (const histograms of [payload.histograms, payload.processes.content.histograms]) {
        for (const raw of Object.values<Json>(histograms)) {
          const { bounds, counts, sum } = parseHistogram(raw)!;
          const values = Object.entries<number>(raw["values"]);
          assert.equal(
            counts.reduce((a, b) => a + b, 0),
            values.reduce((a, [, count]) => a + count, 0),
          );
          for (const [bucket] of values) assert.ok(bounds.includes(Number(bucket)), bucket);
          if (raw["histogram_type"] !== 4) {
            assert.ok(sum! >= values.reduce((a, [bucket, count]) => a + Number(bucket) * count, 0));
          }
          checked++;
        }
      }
    }
    assert.ok(checked > 1000);
  });

  it("gives copies of a document the same body and a later reception", async () => {
    const { documents } = content;
    const seen = new Map<string, Json>();
    let copies = 0;
    for (const { meta, ...body } of documents) {
      const known = seen.get(meta.documentId);
      seen.set(meta.documentId, { meta, body: JSON.stringify(dropEmpty(body)) });
      if (known === undefined) continue;
      copies++;
      assert.equal(known["body"], JSON.stringify(dropEmpty(body)));
      assert.notEqual(known["meta"].Timestamp, meta.Timestamp);
    }
    assert.ok(copies > 3);
  });

  it("writes the same bytes for the same seed and scale, others for others", async () => {
    const [again, same] = await makeLake({ seed: 2, scale: 0.01 });
    assert.deepEqual(same, lake);
    for await (const { key } of store.list("")) {
      assert.equal(await readText(again, key), await readText(store, key), key);
    }
    const [, other] = await makeLake({ seed: 3, scale: 0.01 });
    assert.notEqual(other.truth.lake.contentSha256, lake.truth.lake.contentSha256);
  });

  it("damages as many records as asked for, and leaves them out of the truth", async () => {
    const [damagedStore, damaged] = await makeLake({ seed: 2, scale: 0.01, damage: 40 });
    const { pings, damage } = await readLake(damagedStore);
    assert.equal(damaged.truth.lake.damagedRecords, 40);
    assert.equal(pings.length, damaged.records - 40);
    assert.ok(damage.length >= 40);
    const population = { seed: 2, scale: 0.01, window: reportWindow, pings };
    assert.deepEqual(computeTruth(population), damaged.truth.figures);
  });

  it("tells of its progress, stops when told to, and says what it lacks", async () => {
    const told: number[] = [];
    const write = async (): Promise<void> => {};
    const { objects } = await writeSampleLake({
      write,
      seed: 3,
      scale: 0.001,
      onProgress: (progress) => told.push(progress.objects),
    });
    assert.deepEqual(
      told,
      Array.from({ length: objects }, (_, i) => i + 1),
    );
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(writeSampleLake({ write, scale: 0.001, seed: 3, signal }), /enough/);
    await assert.rejects(
      writeSampleLake({ scale: 0.001 }),
      /^TypeError: writeSampleLake needs a store or a write/,
    );
    await assert.rejects(writeSampleLake({ write, damage: -1 }), /^RangeError: damage must be .*, got -1/);
  });
});

/** Drops what the first generation of stored content drops or changes: null members and empty arrays. */
function dropEmpty(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, member: unknown) => {
      if (Array.isArray(member) && member.length === 0) return {};
      if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
      const kept = Object.entries(member).filter(([, inner]) => inner !== null);
      return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
    }),
  );
}
