import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import {
  locationBelow,
  openLocation,
  openS3Store,
  openStore,
  splitLocation,
  toAbsoluteLocation,
} from "../../src/store/index.js";

describe("openLocation", () => {
  it("openLocation(location) opens folders and S3, with the options after the ?", () => {
    assert.deepEqual(openLocation("lake").describe(), { kind: "folder", path: resolve("lake") });
    assert.deepEqual(openLocation("s3://b").describe(), { kind: "s3", bucket: "b", prefix: "" });
    const options = "region=eu-central-1&endpoint=http://localhost:9000&pathStyle=false&profile=me";
    const more = "requesterPays=true&anonymous&attempts=3&timeoutMs=5000";
    assert.deepEqual(openLocation(`S3://my-bucket/a/b/?${options}&${more}`).describe(), {
      kind: "s3",
      bucket: "my-bucket",
      prefix: "a/b/",
      region: "eu-central-1",
      endpoint: "http://localhost:9000",
      pathStyle: false,
      profile: "me",
      requesterPays: true,
      anonymous: true,
      attempts: 3,
      timeoutMs: 5000,
    });
  });

  it("openLocation(location) refuses what it can't read, and never repeats credentials", () => {
    const refused: [string, RegExp][] = [
      ["", /path of a folder store is empty/],
      ["s3://", /names no bucket; write s3:\/\/BUCKET\/PREFIX$/],
      ["s3:///a", /names no bucket/],
      ["s3://b/a//c", /prefix has an empty piece: "a\/\/c\/"$/],
      ["s3://b/../c", /has the piece "\.\."/],
      ["s3://b?speed=9", /unknown option "speed" .*; options: region, endpoint, pathStyle, /],
      ["s3://b?constructor=9", /unknown option "constructor"/],
      ["s3://b?anonymous=maybe", /option anonymous in a location in S3 is not true or false$/],
      ["s3://b?attempts=none", /attempts of an S3 store is not a whole number from 1: NaN$/],
      ["s3://b?endpoint=localhost:9000", /endpoint of an S3 store is no http or https URL/],
    ];
    for (const [location, message] of refused) assert.throws(() => openLocation(location), { message });
    for (const location of ["s3://AKID:secret@b/a", "s3://b?endpoint=https://AKID:secret@host"]) {
      assert.throws(
        () => openLocation(location),
        ({ message }: Error) => /leave them out/.test(message) && !/AKID|secret/.test(message),
      );
    }
  });

  it("names and descriptions open the same again, without options that are credentials", () => {
    const store = openS3Store("b", { prefix: "lake", region: "eu-central-1", profile: "me" });
    assert.equal(store.name, "s3://b/lake");
    const description = store.describe();
    assert.ok(description !== null);
    assert.deepEqual(openStore(JSON.parse(JSON.stringify(description))).describe(), description);
  });
});

describe("locationBelow", () => {
  it("locationBelow(location, path) keeps the options, and takes what is absolute as it is", () => {
    assert.equal(locationBelow("s3://b/lake/?region=r", "data"), "s3://b/lake/data?region=r");
    assert.equal(locationBelow("s3://b", "data"), "s3://b/data");
    assert.equal(locationBelow("lake", "data"), resolve("lake", "data"));
    assert.equal(locationBelow("lake", "s3://c/data"), "s3://c/data");
    for (const location of ["s3://b/lake", "lake"])
      assert.equal(locationBelow(location, "/data/x"), "/data/x");
    assert.equal(toAbsoluteLocation("s3://b/lake"), "s3://b/lake");
    assert.equal(toAbsoluteLocation("lake"), resolve("lake"));
  });
});

describe("splitLocation", () => {
  it("splitLocation(location) gives the folder and the name", () => {
    assert.deepEqual(splitLocation("s3://b/a/k?region=r"), { folder: "s3://b/a?region=r", name: "k" });
    assert.deepEqual(splitLocation("s3://b/k"), { folder: "s3://b", name: "k" });
    assert.equal(splitLocation("s3://b/"), null);
    assert.deepEqual(splitLocation("a/k"), { folder: resolve("a"), name: "k" });
    assert.equal(splitLocation("/"), null);
  });
});
