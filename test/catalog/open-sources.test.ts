import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openSources, walkPartitions } from "../../src/catalog/index.js";
import { openMemoryStore } from "../../src/store/index.js";

let scratch = "";
let made = 0;
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), "pingframe-sources-"));
});
after(() => rm(scratch, { recursive: true, force: true }));

async function makeFolder(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = join(scratch, String(made++));
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

const ENTRY = { bucket: "data", prefix: "telemetry-2", metadata_prefix: "telemetry-2" };
const SCHEMA = {
  version: 1,
  dimensions: [
    { field_name: "submissionDate", allowed_values: { min: "20170101", max: "20181231" } },
    { field_name: "docType", allowed_values: ["main", "new-profile"] },
    { field_name: "appName", allowed_values: "*" },
    { field_name: "appVersion" },
  ],
};

describe("openSources", () => {
  it("openSources(folder) lists sources sorted, without reading a schema", async () => {
    const folder = await makeFolder({
      "sources.json": {
        telemetry: {
          ...ENTRY,
          description: "made",
          synthetic: true,
          defaults: { from: "20170614" },
          doclink: "x",
        },
        addons: { ...ENTRY, prefix: "" },
      },
    });
    const sources = openSources(folder);
    assert.deepEqual(await sources.names(), ["addons", "telemetry"]);
    assert.deepEqual(await sources.list(), [
      { name: "addons", bucket: "data", prefix: "", metadataPrefix: "telemetry-2", synthetic: false },
      {
        name: "telemetry",
        bucket: "data",
        prefix: "telemetry-2",
        metadataPrefix: "telemetry-2",
        synthetic: true,
        description: "made",
        defaults: { from: "20170614" },
      },
    ]);
  });

  it("open(name) gives the dimensions, and a store that a walk can use", async () => {
    const folder = await makeFolder({
      "sources.json": { telemetry: ENTRY },
      "telemetry-2/schema.json": SCHEMA,
      "data/telemetry-2/20170614/main/Firefox/54.0/part": "12",
    });
    const source = await openSources(folder).open("telemetry");
    assert.deepEqual(source.dimensions, ["submissionDate", "docType", "appName", "appVersion"]);
    assert.deepEqual(source.dimensionDetails, [
      { name: "submissionDate", allowedValues: { min: "20170101", max: "20181231" } },
      { name: "docType", allowedValues: ["main", "new-profile"] },
      { name: "appName", allowedValues: "*" },
      { name: "appVersion", allowedValues: "*" },
    ]);
    assert.equal(source.store.name, `folder ${join(folder, "data")}`);
    assert.equal(source.store.costs.listings, 0);
    const { objects } = await walkPartitions(source, []);
    assert.deepEqual(objects, [
      {
        etag: objects[0]?.etag,
        key: "telemetry-2/20170614/main/Firefox/54.0/part",
        byteLength: 2,
        partition: { submissionDate: "20170614", docType: "main", appName: "Firefox", appVersion: "54.0" },
      },
    ]);
  });

  it("open(name) takes an absolute bucket, and the opener given", async () => {
    const elsewhere = await makeFolder({});
    const folder = await makeFolder({
      "sources.json": { telemetry: { ...ENTRY, bucket: elsewhere } },
      "telemetry-2/schema.json": SCHEMA,
    });
    assert.equal((await openSources(folder).open("telemetry")).store.name, `folder ${elsewhere}`);
    const store = openMemoryStore();
    const asked: string[][] = [];
    const openBucket = (...names: string[]) => {
      asked.push(names);
      return store;
    };
    assert.equal((await openSources(folder, { openBucket }).open("telemetry")).store, store);
    assert.deepEqual(asked, [[elsewhere, folder]]);
  });

  it("openSources(folder) reads nothing until asked, and then says how to give a folder", async () => {
    const sources = openSources(join(scratch, "missing"));
    await assert.rejects(sources.names(), {
      name: "PlanError",
      message:
        /^no sources\.json in folder .*missing; set option sources or PINGFRAME_SOURCES .*pingframe sample OUT$/,
    });
  });

  it("open(name) names the nearest source and all others", async () => {
    const folder = await makeFolder({ "sources.json": { telemetry: ENTRY, addons: ENTRY } });
    await assert.rejects(openSources(folder).open("Telemetrie"), {
      name: "PlanError",
      message:
        /^unknown source "Telemetrie" in folder .*; did you mean "telemetry"\? sources: addons, telemetry$/,
    });
    await assert.rejects(openSources(folder).open("toString"), /sources: addons, telemetry$/);
  });

  it("open(name) says which schema is missing", async () => {
    const folder = await makeFolder({ "sources.json": { telemetry: ENTRY } });
    await assert.rejects(
      openSources(folder).open("telemetry"),
      /^PlanError: no telemetry-2\/schema\.json in folder /,
    );
  });

  it("malformed files are PlanErrors that name the member", async () => {
    const cases: [unknown, unknown, RegExp][] = [
      ["{", SCHEMA, /^cannot use sources\.json in folder .*: it is not JSON: /],
      [[], SCHEMA, /the document is not an object: \[\]$/],
      [{ telemetry: 5 }, SCHEMA, /telemetry is not an object: 5$/],
      [
        { telemetry: { ...ENTRY, bucket: undefined } },
        SCHEMA,
        /telemetry\.bucket is not text that is not empty: absent$/,
      ],
      [{ telemetry: { ...ENTRY, prefix: 5 } }, SCHEMA, /telemetry\.prefix is not text: 5$/],
      [
        { telemetry: { ...ENTRY, metadata_prefix: null } },
        SCHEMA,
        /telemetry\.metadata_prefix is not text: null$/,
      ],
      [
        { telemetry: { ...ENTRY, synthetic: "yes" } },
        SCHEMA,
        /telemetry\.synthetic is not true or false: "yes"$/,
      ],
      [{ telemetry: { ...ENTRY, defaults: { a: 1 } } }, SCHEMA, /telemetry\.defaults\.a is not text: 1$/],
      [
        { telemetry: { ...ENTRY, bucket: "gs://data" } },
        SCHEMA,
        /^cannot open bucket "gs:\/\/data"; give s3:\/\/BUCKET\/PREFIX or a folder/,
      ],
      [
        { telemetry: { ...ENTRY, bucket: "s3://data?speed=high" } },
        SCHEMA,
        /^cannot open a source's bucket: unknown option "speed" in a location in S3; options: region, /,
      ],
      [{ telemetry: ENTRY }, "", /^cannot use telemetry-2\/schema\.json in folder .*: it is not JSON: /],
      [{ telemetry: ENTRY }, {}, /dimensions is not a list: absent$/],
      [
        { telemetry: ENTRY },
        { dimensions: [{}] },
        /dimensions\[0\]\.field_name is not text that is not empty: absent$/,
      ],
      [
        { telemetry: ENTRY },
        { dimensions: [{ field_name: "a", allowed_values: 1 }] },
        /dimensions\[0\]\.allowed_values /,
      ],
      [
        { telemetry: ENTRY },
        { dimensions: [{ field_name: "a" }, { field_name: "a" }] },
        /dimension "a" is there twice$/,
      ],
    ];
    for (const [sources, schema, message] of cases) {
      const folder = await makeFolder({ "sources.json": sources, "telemetry-2/schema.json": schema });
      await assert.rejects(openSources(folder).open("telemetry"), { name: "PlanError", message });
    }
  });
});
