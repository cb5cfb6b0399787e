import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { recordPath } from "../../src/ping/index.js";

// biome-ignore lint/suspicious/noExplicitAny: accessors of any ping
type Any = any;

describe("recordPath", () => {
  it("records the members an accessor names", () => {
    assert.deepEqual(
      recordPath((p) => p.payload.info.sessionLength),
      ["payload", "info", "sessionLength"],
    );
    assert.deepEqual(
      recordPath((p) => p.meta["X-PingSender-Version"]),
      ["meta", "X-PingSender-Version"],
    );
    assert.deepEqual(
      recordPath(({ payload: { info } }) => info.reason),
      ["payload", "info", "reason"],
    );
  });

  it("records any members, whatever their names", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (path) => {
        const accessor = (ping: Any): Any => path.reduce((at, name) => at[name], ping);
        assert.deepEqual(recordPath(accessor), path);
      }),
    );
    assert.deepEqual(
      recordPath((p) => p.then.prototype.length.constructor),
      ["then", "prototype", "length", "constructor"],
    );
  });

  const uses: [string, (ping: Any) => unknown, RegExp][] = [
    [
      "compares",
      (p) => p.payload.info.sessionLength > 1800,
      /uses the value of "payload\/info\/sessionLength"/,
    ],
    ["calculates", (p) => p.meta.Timestamp / 1e9, /uses the value of "meta\/Timestamp"; write it as ping =>/],
    ["writes a text", (p) => `${p.id}`, /uses the value of "id"/],
    ["calls a method", (p) => p.payload.reason.startsWith("s"), /it calls "payload\/reason\/startsWith"/],
    ["spreads", (p) => ({ ...p.payload }), /lists the members of "payload"/],
    ["iterates", (p) => [...p.payload.log], /uses the value of "payload\/log"/],
    ["asks for a member", (p) => "info" in p.payload, /looks into "payload"/],
    ["changes", (p) => Object.assign(p.payload, { a: 1 }), /changes "payload"/],
    ["negates", (p) => !p.payload.reason, /must return a property of the ping, got false/],
    ["returns nothing", () => undefined, /must return a property of the ping, got undefined/],
    ["returns the ping", (p) => p, /must name a property, got the ping itself/],
    ["waits", async (p) => p.id, /got a promise/],
    ["makes an object", (p) => ({ id: p.id }), /got one of type object/],
  ];
  for (const [what, accessor, message] of uses) {
    it(`rejects an accessor that ${what}`, () => {
      assert.throws(
        () => recordPath(accessor),
        (error) => error instanceof TypeError && message.test(error.message),
      );
    });
  }
});
