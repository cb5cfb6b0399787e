import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dropReasons, head, type RollupProfile, seed } from "../../src/rollup/index.js";
import { readPingKey } from "../../src/rollup/read-ping-key.js";
import { valueAt } from "../../src/rollup/value-at.js";

const ping = {
  type: "main",
  clientId: "c1",
  meta: { submissionDate: "20170603", sampleId: 42 },
  application: {
    channel: "nightly",
    version: "55.0a1",
    buildId: "20170601030204",
    name: "Firefox",
    architecture: "x86",
  },
  environment: {
    settings: { e10sEnabled: true },
    system: { os: { name: "Windows_NT", version: "6.1.7601" } },
  },
};

function read(
  changes: Record<string, unknown>,
  profile: RollupProfile = head,
  date: string | null = "20170603",
): unknown {
  const changed = structuredClone(ping) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split(".");
    let parent = changed;
    for (const name of names.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
    parent[names.at(-1)!] = value;
  }
  return readPingKey((path) => valueAt(changed, path), profile, date);
}

describe("readPingKey", () => {
  it("readPingKey(ping, head) has the major version, the build's date and the dimensions", () => {
    assert.deepEqual(read({}), {
      submissionDate: "20170603",
      channel: "nightly",
      version: "55",
      buildDate: "20170601",
      values: ["Firefox", "x86", "Windows_NT", "6.1.7601"],
    });
  });

  it("readPingKey(ping, seed) has e10sEnabled as well", () => {
    const key = read({ type: "saved-session" }, seed) as { values: unknown[] };
    assert.equal(key.values.at(-1), true);
  });

  it("readPingKey cuts the version of Linux only", () => {
    const key = read({ "environment.system.os": { name: "Linux", version: "3.19.0-21" } }) as {
      values: unknown[];
    };
    assert.deepEqual(key.values.slice(2), ["Linux", "3.1"]);
  });

  it("readPingKey takes pings without a date to be of the day asked for", () => {
    assert.equal(
      (read({ "meta.submissionDate": undefined }) as { submissionDate: string }).submissionDate,
      "20170603",
    );
    assert.equal(read({ "meta.submissionDate": undefined }, head, null), "missing-dimension");
  });

  const drops: readonly [string, Record<string, unknown>, RollupProfile?][] = [
    ["other-doc-type", { type: "crash" }],
    ["other-doc-type", { "meta.docType": "saved_session" }],
    ["other-date", { "meta.submissionDate": "20170604" }],
    ["missing-dimension", { "meta.submissionDate": "2017-06-03" }],
    ["other-application", { "application.name": "Fennec" }],
    ["bad-sample-id", { "meta.sampleId": "42" }],
    ["bad-sample-id", { "meta.sampleId": 100 }],
    ["bad-sample-id", { type: "saved-session", clientId: null }, seed],
    ["bad-channel", { "application.channel": "esr" }],
    ["bad-build-id", { "application.buildId": "2017" }],
    ["missing-dimension", { "application.version": 55 }],
    ["missing-dimension", { "environment.system.os": null }],
    ["missing-dimension", { type: "saved-session", "environment.settings.e10sEnabled": 1 }, seed],
    ["bad-text", { "application.architecture": "x\u0000" }],
    ["bad-text", { "application.architecture": "\ud800" }],
  ];
  for (const [reason, changes, profile] of drops) {
    it(`readPingKey leaves out a ping with ${JSON.stringify(changes)}: ${reason}`, () => {
      assert.ok(Object.hasOwn(dropReasons, reason));
      assert.equal(read(changes, profile ?? head), reason);
    });
  }

  it("readPingKey keeps a sample id of 99.5, as the original did", () => {
    assert.equal(typeof read({ "meta.sampleId": 99.5 }), "object");
  });
});
