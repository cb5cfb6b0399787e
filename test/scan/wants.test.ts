import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Damage, decodeObject, encodeHekaRecord, encodePing } from "../../src/decode/index.js";
import { parseProperties, readProperty, wantsPath } from "../../src/ping/index.js";
import { pingOf } from "../support/small-lake.js";

async function decode(bytes: Uint8Array, wants?: (path: readonly string[]) => boolean) {
  const damage: Damage[] = [];
  const pings: unknown[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const options = { onDamage: (found: Damage) => damage.push(found), ...(wants ? { wants } : {}) };
  for await (const records of decodeObject(chunks(), options)) pings.push(...records.map(({ ping }) => ping));
  return { pings, damage };
}

describe("decodeObject with wants", () => {
  const properties = parseProperties([
    "id",
    "payload/info/sessionLength",
    "payload/histograms/GC_MS",
    "environment/system/os/name",
  ]);

  for (const generation of ["payload", "submission"] as const) {
    it(`gives the same properties as without, generation ${generation}`, async () => {
      const ping = {
        ...pingOf(1),
        environment: { system: { os: { name: "Linux" } }, settings: { a: [1, 2] } },
      };
      const bytes = encodePing(ping, { generation });
      const whole = (await decode(bytes)).pings;
      for (const property of properties) {
        const [some] = (await decode(bytes, wantsPath([property]))).pings;
        assert.deepEqual(readProperty(property)(some), readProperty(property)(whole[0]));
      }
      const [none] = (await decode(bytes, () => false)).pings as { environment: { settings: unknown } }[];
      assert.equal(none?.environment.settings, null);
    });

    it(`counts a section that is not JSON as damage all the same, generation ${generation}`, async () => {
      const text = (json: string) => (generation === "payload" ? json : new TextEncoder().encode(json));
      for (const json of ["{", '{"a":1}}', "", "nul"]) {
        const bytes = encodeHekaRecord({
          timestampNs: 1n,
          fields: [{ name: "payload.histograms", value: text(json) }],
          ...(generation === "payload" ? { payload: "{}" } : {}),
        });
        const whole = await decode(bytes);
        const some = await decode(bytes, () => false);
        assert.deepEqual(some, whole);
        assert.equal(some.damage[0]?.kind, "json");
      }
    });
  }
});
