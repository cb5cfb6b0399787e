import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { compressObject, encodeHekaRecord, type HekaField } from "../../src/decode/index.js";
import { runScan } from "../../src/scan/index.js";
import { openMemoryStore } from "../../src/store/index.js";
import { mutate, type Random, randomDocument, randomPaths } from "../kernel/random-documents.js";
import { randomFrom } from "../support/random-from.js";
import { checkSame, planOf } from "./check-same.js";

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

const histogram = (random: Random): string => {
  const counts = Array.from({ length: 3 }, (_, i) => `"${i}":${Math.floor(random() * 9)}`).join();
  return pick(random, [
    `{"range":[1,2],"bucket_count":3,"histogram_type":1,"values":{${counts}},"sum":${Math.floor(random() * 99)}}`,
    `{"range":[1,4],"bucket_count":4,"histogram_type":1,"values":{${counts}},"sum":7}`,
    "{}",
    "null",
    "[]",
    "5",
  ]);
};
const probes = (random: Random): string =>
  `"histograms":{"GC_MS":${histogram(random)},"OTHER":${histogram(random)}},` +
  `"keyedHistograms":${pick(random, ["{}", "null", `{"K":{"a":${histogram(random)},"\\u0061":${histogram(random)},"b":3}}`])}`;
const payload = (random: Random): string => {
  const names = ["parent", "content", "gpu", "2", "content", "\\u0031"].filter(() => random() < 0.6);
  const processes = names.map((name) => `"${name}" : { ${probes(random)} , "x":1}`).join();
  const children = [1, 2].map(() => pick(random, [`{${probes(random)}}`, "null", "1"])).join();
  return (
    `{"info":{"reason":"a\\"b","sessionLength":${pick(random, ["12", "-0", '"x"', "1.5e3", "null"])}},${probes(random)},` +
    `"processes":${pick(random, [`{${processes}}`, "{}", "[]"])},` +
    `"childPayloads":${pick(random, [`[${children}]`, "{}", "[]"])}}`
  );
};
const wanted = [
  "id",
  "clientId",
  "payload/info/reason",
  "payload/info/sessionLength",
  "payload/histograms/GC_MS",
  "payload/keyedHistograms/K",
  "payload/keyedHistograms/K/a",
  "payload/processes/content/histograms/GC_MS",
  "payload/processes",
  "meta/Timestamp",
  "meta/Hostname",
  "meta/docType",
  "meta/sampleId",
  "environment/settings",
] as const;

/** A record as a pipeline may have written it, or nearly. */
function hekaRecord(random: Random): Uint8Array {
  const text = (json: string): string | Uint8Array => {
    const bytes = Buffer.from(json);
    const stored = random() < 0.1 ? mutate(random, bytes) : bytes;
    return random() < 0.5 ? stored : stored.toString("utf8");
  };
  const document = pick(random, [
    '{"id":"i","clientId":"c-é","payload":{"info":{"reason":"main"}},"meta":{"docType":"its own"}}',
    `{"id":7,"clientId":"c1","payload":${payload(random)}}`,
    '{"clientID":"old","payload":[1]}',
    "{}",
    " {}",
    "[]",
    "",
  ]);
  const fields: HekaField[] = [
    { name: "docType", value: pick(random, ["main", "é", 5, true]) },
    { name: "sampleId", value: pick(random, [42, "42", false]) },
  ];
  const sections: readonly [string, string][] = [
    ["payload.info", '{"reason":"field","sessionLength":3}'],
    ["payload.histograms", `{"GC_MS":${histogram(random)}}`],
    ["payload.keyedHistograms", `{"K":{"a":${histogram(random)}}}`],
    ["payload.processes", `{"content":{${probes(random)}}}`],
    ["payload.processes.content", `{${probes(random)}}`],
    ["environment.settings", pick(random, ['{"a":1}', "{ }", "1", '"s"', "nope"])],
    ["environment.unwanted", pick(random, ['{"a":[1,2]}', "{]", '"\\ud800"'])],
    ["meta.sampleId", "8"],
  ];
  for (const [name, json] of sections) if (random() < 0.3) fields.push({ name, value: text(json) });
  if (random() < 0.2) fields.push({ name: "environment.settings", value: pick(random, [3, true]) });
  const isSubmission = random() < 0.5;
  if (isSubmission) fields.push({ name: "submission", value: Buffer.from(document) });
  return encodeHekaRecord(
    {
      timestampNs: 1497916800000000000n + BigInt(Math.floor(random() * 1e9)),
      type: "telemetry",
      ...(isSubmission || document === "" ? {} : { payload: document }),
      fields,
    },
    { snappy: random() < 0.5 },
  );
}

async function eachSeed(count: number, check: (random: Random) => Promise<unknown>): Promise<void> {
  const start = randomInt(2 ** 31);
  for (let seed = start; seed < start + count; seed++) {
    await check(randomFrom(seed)).catch((cause: unknown) => {
      throw new Error(`with seed ${seed}: ${(cause as Error).message}`, { cause });
    });
  }
}

describe("runScan with a projection", () => {
  it("gives the rows, damage and counts that documents give, of JSON lines", () =>
    eachSeed(150, async (random) => {
      const paths = randomPaths(random).filter(
        (path) => path.length > 0 && !path.includes("") && !path.includes("histograms"),
      );
      if (paths.length === 0) return;
      const lines = Array.from({ length: 12 }, () => {
        const text = randomDocument(random, paths);
        return Buffer.concat([random() < 0.3 ? mutate(random, text) : text, Buffer.from("\n")]);
      });
      const bytes = Buffer.concat(lines);
      const stored = random() < 0.2 ? await compressObject(bytes, pick(random, ["gzip", "zstd"])) : bytes;
      await checkSame(stored, planOf(paths, { validate: true }));
    }));

  it("gives what documents give, of histograms in all processes", () =>
    eachSeed(150, async (random) => {
      const lines = Array.from({ length: 6 }, () => `{"id":"x","payload":${payload(random)}}\n`);
      await checkSame(Buffer.from(lines.join("")), planOf(wanted));
    }));

  it("gives what documents give, of Heka records of every kind and of damaged ones", () =>
    eachSeed(200, async (random) => {
      const records = Array.from({ length: 8 }, () => Buffer.from(hekaRecord(random)));
      const bytes = Buffer.concat(random() < 0.5 ? records : records.map((one) => mutate(random, one)));
      const some = wanted.filter(() => random() < 0.6);
      if (some.length > 0) await checkSame(bytes, planOf(some));
    }));

  it("samples, keeps, requires and limits alike", () =>
    eachSeed(60, async (random) => {
      const records = Array.from({ length: 20 }, () => Buffer.from(hekaRecord(random)));
      const conditions = planOf([
        "clientId",
        "payload/histograms/GC_MS",
        "payload/info/sessionLength",
      ]).properties;
      await checkSame(Buffer.concat(records), {
        ...planOf(wanted),
        sample: random() < 0.5 ? { percent: 40, seed: 3 } : null,
        limitRecords: random() < 0.5 ? 4 : null,
        require: conditions.filter(() => random() < 0.3),
        ...(random() < 0.5 && { keep: [{ path: ["clientId"], values: ["c-é", "c1"] }] }),
      });
    }));

  it("reads exact receive times of the frame", async () => {
    const random = randomFrom(5);
    const records = Array.from({ length: 5 }, () => Buffer.from(hekaRecord(random)));
    const plan = planOf(["meta/Timestamp", "meta/sampleId"]);
    await checkSame(Buffer.concat(records), { ...plan, exact: ["p0", "p1"] });
  });

  it("finds values in lists by their places", async () => {
    const bytes = Buffer.from('{"a":[10,{"b":[true]}]}\n{"a":{"1":{"b":{"0":2}}}}\n{"a":[]}\n');
    const columns = await checkSame(bytes, planOf(["a/0", "a/1/b/0"]));
    assert.deepEqual(columns, [
      [10, null, null],
      [true, 2, null],
    ]);
  });

  it("reads a record larger than any chunk, and records on both sides of chunk borders", async () => {
    const long = "x".repeat(3 * 2 ** 20);
    const lines = ["a", long, "b", long, "c"].map((id) => `{"id":"${id}","payload":{"${id}":[1,2]}}\n`);
    const [ids] = await checkSame(Buffer.from(lines.join("")), planOf(["id"]));
    assert.deepEqual(ids, ["a", long, "b", long, "c"]);
  });

  it("counts records that are bad in parts that nobody asked for, unless told not to look", async () => {
    const bytes = Buffer.from('{"id":"a","rest":[1,2}\n{"id":"b","rest":[01]}\n{"id":"c","rest":[1]}\n');
    const [ids] = await checkSame(bytes, planOf(["id"]));
    assert.deepEqual(ids, ["c"]);
    const store = openMemoryStore();
    await store.write("object", bytes);
    const objects = [{ key: "object", byteLength: bytes.length }];
    const { account } = await runScan({ ...planOf(["id"]), objects, validate: false }, { store });
    assert.equal(account.records, 2);
    assert.equal(account.damage.json, 1);
  });

  it("counts records that are bad in what was asked for, told not to look at the rest", async () => {
    const bad = ['"x\\q"', '["x"y]', "01", '{"reason":"x",}', '{"info":{"reason":1},"more":[1,2}}'];
    const lines = bad.flatMap((value) => [`{"payload":${value},"id":"bad"}`, '{"id":"good"}']);
    const records = bad.map((value) =>
      encodeHekaRecord({ timestampNs: 0n, fields: [], payload: `{"payload":${value}}` }),
    );
    // Wanted whole, and whole and in parts.
    for (const properties of [
      ["id", "payload"],
      ["id", "payload", "payload/info/reason"],
    ]) {
      const wanted = { ...planOf(properties), validate: false };
      const [ids] = await checkSame(Buffer.from(`${lines.join("\n")}\n`), wanted);
      assert.deepEqual(ids, Array(bad.length).fill("good"));
      const [none] = await checkSame(Buffer.concat(records), wanted);
      assert.deepEqual(none, []);
    }
  });

  it("counts no damage behind the last record that is wanted, and does not fail for it", async () => {
    const good = `{"id":"a","filler":"${"x".repeat(400)}"}\n`;
    const bytes = Buffer.from(`${good.repeat(5)}{bad\n${good.repeat(5000)}${`{bad\n${good}`.repeat(4000)}`);
    const store = openMemoryStore();
    await store.write("object", bytes);
    const plan = {
      ...planOf(["id"]),
      objects: [{ key: "object", byteLength: bytes.length }],
      limitRecords: 5000,
    };
    const { account } = await runScan(plan, { store });
    assert.deepEqual([account.records, account.damage], [5000, { json: 1 }]);
    const few = { ...plan, limitRecords: 5, onBadRecord: "fail" } as const;
    assert.equal((await runScan(few, { store })).account.records, 5);
    await assert.rejects(runScan({ ...few, limitRecords: 6 }, { store }), /line is not JSON/);
  });
});
