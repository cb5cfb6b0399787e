import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as zlib from "node:zlib";
import fc from "fast-check";
import {
  clientIdOf,
  crc32,
  hasPayload,
  holdsIdentifiers,
  isIdentifierPath,
  sampleIdOf,
} from "../../src/ping/index.js";

describe("isIdentifierPath", () => {
  it("knows identifiers of clients, sessions and documents", () => {
    for (const path of [
      "id",
      "clientId",
      "clientID",
      "profileGroupId",
      "meta/documentId",
      "meta/clientId",
      "payload/sessionId",
      "payload/clientId",
      "payload/crashId",
      "payload/info/sessionId",
      "payload/info/previousSessionId",
      "payload/info/subsessionId",
      "payload/info/previousSubsessionId",
      "environment/experiments/some-study/enrollmentId",
      "environment/settings/attribution/dltoken",
      "payload/processes/parent/scalars/deletion.request.context_id",
    ]) {
      assert.equal(isIdentifierPath(path.split("/")), true, path);
    }
  });

  it("knows what is none", () => {
    for (const path of [
      "type",
      "payload/info/reason",
      "environment/addons/theme/id",
      "clientId/x",
      "meta/docType",
    ]) {
      assert.equal(isIdentifierPath(path.split("/")), false, path);
    }
    assert.equal(isIdentifierPath([]), false);
  });
});

describe("holdsIdentifiers", () => {
  it("is true of everything that leads to an identifier, and of what is not known", () => {
    for (const path of [
      "payload",
      "payload/info",
      "payload/metadata",
      "payload/childPayloads",
      "payload/processes/parent/events",
      "meta",
      "environment",
      "environment/experiments",
      "environment/settings",
      "environment/settings/attribution",
      "anything",
    ]) {
      assert.equal(holdsIdentifiers(path.split("/")), true, path);
    }
    assert.equal(holdsIdentifiers([]), true);
  });

  it("is false of identifiers themselves and of sections that hold none", () => {
    for (const path of [
      "clientId",
      "meta/documentId",
      "application",
      "environment/system",
      "environment/system/gfx/adapters",
      "environment/addons/activeAddons",
    ]) {
      assert.equal(holdsIdentifiers(path.split("/")), false, path);
    }
  });

  it("is true of every proper prefix of an identifier's path, unless the section is known to hold none", () => {
    const member = fc.constantFrom("payload", "info", "environment", "meta", "x", "clientId", "sessionId");
    fc.assert(
      fc.property(fc.array(member, { minLength: 1 }), (path) => {
        for (let end = 0; end < path.length; end++) {
          const prefix = path.slice(0, end);
          assert.ok(holdsIdentifiers(prefix) || isIdentifierPath(prefix));
        }
      }),
    );
  });
});

describe("crc32", () => {
  it("has the check value of CRC-32/ISO-HDLC", () => {
    assert.equal(crc32("123456789"), 0xcbf43926);
    assert.equal(crc32(""), 0);
  });

  // Python: zlib.crc32("é".encode()), zlib.crc32("a😀".encode())
  it("reads texts as UTF-8", () => {
    assert.equal(crc32("é"), 235179326);
    assert.equal(crc32("a😀"), 1182385080);
  });

  it("equals zlib's, where Node has it", { skip: !("crc32" in zlib) }, () => {
    const { crc32: reference } = zlib as unknown as { crc32: (text: string) => number };
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => crc32(text) === reference(text)));
  });
});

describe("sampleIdOf", () => {
  it("is the CRC-32 of the client id modulo 100", () => {
    assert.equal(sampleIdOf("c0ffeec0-ffee-c0ff-eec0-ffeec0ffeec0"), 33);
    assert.equal(sampleIdOf("123456789"), 3421780262 % 100);
  });

  it("is a whole number from 0 to 99 for any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const group = sampleIdOf(text);
        assert.ok(Number.isInteger(group) && group >= 0 && group < 100);
      }),
    );
  });
});

describe("clientIdOf", () => {
  it("reads clientId, then clientID", () => {
    assert.equal(clientIdOf({ clientId: "a", clientID: "b" }), "a");
    assert.equal(clientIdOf({ clientID: "b" }), "b");
    assert.equal(clientIdOf({ clientId: "", clientID: "b" }), "b");
  });

  it("is null where there is none", () => {
    for (const ping of [{}, null, { clientId: 5 }, { clientId: "" }, [], Object.create({ clientId: "a" })]) {
      assert.equal(clientIdOf(ping), null);
    }
  });
});

describe("hasPayload", () => {
  it("is true for a payload with something in it", () => {
    for (const payload of [{ a: null }, "text", [0], 5, true]) assert.equal(hasPayload({ payload }), true);
  });

  it("is false for what the original dropped", () => {
    for (const payload of [undefined, null, {}, "", 0, [], false])
      assert.equal(hasPayload({ payload }), false);
    assert.equal(hasPayload({}), false);
    assert.equal(hasPayload(null), false);
  });
});
