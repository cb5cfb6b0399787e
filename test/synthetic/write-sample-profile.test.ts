import assert from "node:assert/strict";
import { createReadStream, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { decodeObject, type PingDocument } from "../../src/decode/index.js";
import { type SampleProfileOptions, writeSampleProfile } from "../../src/synthetic/index.js";

async function pingsOf(
  options: SampleProfileOptions,
): Promise<{ names: string[]; pings: PingDocument[]; sessions: number }> {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
  try {
    const { pings: count, sessions } = await writeSampleProfile(folder, options);
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("lz4"))
      .sort();
    const pings: PingDocument[] = [];
    for (const name of names) {
      for await (const records of decodeObject(createReadStream(join(folder, name)))) {
        for (const { ping } of records) pings.push(ping);
      }
    }
    assert.equal(pings.length, count);
    return { names, pings, sessions };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Main = { payload: { info: Record<string, unknown> } } & PingDocument;

describe("writeSampleProfile", () => {
  it("writes an archive as Firefox lays it out, and the same again", async () => {
    const { names, pings } = await pingsOf({ seed: 3, days: 6 });
    for (const [i, ping] of pings.entries()) {
      const time = Date.parse(String(ping["creationDate"]));
      const month = new Date(time).toISOString().slice(0, 7);
      assert.equal(names[i], `datareporting/archived/${month}/${time}.${ping["id"]}.${ping["type"]}.jsonlz4`);
    }
    assert.deepEqual((await pingsOf({ seed: 3, days: 6 })).pings, pings);
    assert.notDeepEqual((await pingsOf({ seed: 4, days: 6 })).pings, pings);
  });

  it("tells the story of one client: a chain of sessions, whose subsessions add up", async () => {
    const { pings, sessions } = await pingsOf({ seed: 1, days: 30 });
    assert.equal(new Set(pings.map((ping) => ping["clientId"])).size, 1);
    assert.equal(pings.filter((ping) => ping["type"] === "new-profile").length, 1);
    const infos = pings
      .filter((ping): ping is Main => ping["type"] === "main")
      .map((ping) => ping.payload.info);
    assert.equal(infos.filter((info) => info["reason"] === "shutdown").length, sessions);
    assert.deepEqual(
      infos.map((info) => info["profileSubsessionCounter"]),
      infos.map((_, i) => i + 1),
    );
    let last: Record<string, unknown> | null = null;
    for (const info of infos) {
      const isNew = info["subsessionCounter"] === 1;
      assert.equal(
        info["previousSessionId"],
        isNew ? (last?.["sessionId"] ?? null) : last?.["previousSessionId"],
      );
      const before = isNew ? 0 : Number(last?.["sessionLength"]);
      assert.ok(Math.abs(before + Number(info["subsessionLength"]) - Number(info["sessionLength"])) <= 1);
      last = info;
    }
  });

  it("refuses days and seeds that are none", async () => {
    await assert.rejects(writeSampleProfile("unused", { days: 0 }), {
      name: "RangeError",
      message: /^days must be a whole number from 1 on, got 0$/,
    });
    await assert.rejects(
      writeSampleProfile("unused", { seed: 0.5 }),
      /^RangeError: seed must be a whole number, got 0.5$/,
    );
  });
});
