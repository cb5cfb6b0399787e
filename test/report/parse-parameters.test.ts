import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseParameters } from "../../src/report/index.js";

const declared = {
  source: { type: "string", default: "telemetry", help: "the source to read" },
  channel: { type: "string", default: "beta", choices: ["beta", "nightly"], help: "the update channel" },
  from: { type: "date", default: "2017-06-14", help: "the first day" },
  buildFrom: { type: "date", default: null, help: "the first build" },
  days: { type: "number", default: 7, help: "how many days" },
  honourDeletions: { type: "boolean", default: false, help: "leave out deleted clients" },
} as const;

describe("parseParameters", () => {
  it("parseParameters(declared) gives the defaults, in their written form", () => {
    assert.deepEqual(
      { ...parseParameters(declared) },
      {
        source: "telemetry",
        channel: "beta",
        from: "20170614",
        buildFrom: null,
        days: 7,
        honourDeletions: false,
      },
    );
  });

  it("parseParameters(declared, given) reads strings as the declared types, under either spelling", () => {
    const values = parseParameters(declared, {
      days: "3",
      "build-from": "20170612",
      "honour-deletions": "",
      channel: undefined,
    });
    assert.equal(values.days, 3);
    assert.equal(values.buildFrom, "20170612");
    assert.equal(values.honourDeletions, true);
    assert.equal(values.channel, "beta");
  });

  it("parseParameters(declared, given) takes values of the type too, and null where it is the default", () => {
    const values = parseParameters(declared, { days: 3.5, honourDeletions: false, buildFrom: null });
    assert.deepEqual([values.days, values.honourDeletions, values.buildFrom], [3.5, false, null]);
    assert.throws(() => parseParameters(declared, { source: null }), TypeError);
  });

  it("parseParameters(declared, given) names the parameters there are when one is unknown", () => {
    assert.throws(() => parseParameters(declared, { chanel: "beta" }), {
      name: "TypeError",
      message:
        'unknown parameter "chanel"; parameters: source, channel, from, buildFrom, days, honourDeletions',
    });
    assert.throws(() => parseParameters(declared, { constructor: "x" }), /unknown parameter "constructor"/);
  });

  it("parseParameters(declared, given) says what a value must be", () => {
    const wrong: [Record<string, unknown>, RegExp][] = [
      [{ days: "many" }, /^parameter "days" must be a number, got "many"; how many days$/],
      [{ days: "" }, /must be a number/],
      [{ days: Number.NaN }, /must be a number/],
      [{ channel: "release" }, /must be one of beta, nightly, got "release"/],
      [{ from: "20170231" }, /must be a day as YYYYMMDD or YYYY-MM-DD, got "20170231"/],
      [{ from: "2017-0614" }, /must be a day/],
      [{ from: 20170614 }, /must be a day/],
      [{ honourDeletions: "yes" }, /must be true or false, got "yes"/],
      [{ source: 5 }, /must be a string, got 5/],
    ];
    for (const [given, message] of wrong) {
      assert.throws(() => parseParameters(declared, given), { name: "TypeError", message });
    }
  });

  it("parseParameters(declared, given) takes each parameter once", () => {
    assert.throws(
      () => parseParameters(declared, { buildFrom: "20170612", "build-from": "20170613" }),
      /parameter "buildFrom" is given twice/,
    );
  });
});
