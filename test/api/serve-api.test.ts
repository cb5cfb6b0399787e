import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { exportJWK, SignJWT } from "jose";
import { createApi, serveApi } from "../../src/api/index.js";
import { type Driver, mergeDay } from "../../src/database/index.js";
import { DatabaseError } from "../../src/errors.js";
import { aggregateRows } from "../support/aggregate-rows.js";
import { childDay } from "../support/child-day.js";
import { type MakeDatabase, onEveryDatabase } from "../support/databases.js";

const metricPath = "/aggregates_by/build_id/channels/nightly/";

onEveryDatabase("serveApi(options)", (make: MakeDatabase) => {
  let driver: Driver;
  before(async () => {
    driver = await make();
    for (const submissionDate of ["20150615", "20150616"]) {
      await mergeDay(driver, { ...childDay(submissionDate), rows: aggregateRows({ submissionDate }) });
    }
  });

  it("holds 50 clients at once, without an error, and leaves nothing open when stopped", async () => {
    const open = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP")).length;
    const broken: unknown[] = [];
    // A clock that runs makes every answer out of date after some requests, so that the database is asked too.
    let now = 0;
    const api = await serveApi({
      driver,
      now: () => (now += 10),
      port: 0,
      onError: (error) => broken.push(error),
    });
    const metrics = ["GC_MS", "A_FLAG", "AN_ENUM", "SIMPLE_MEASURES_UPTIME", "EVENT_COUNT"];
    const client = async (number: number): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        const metric = metrics[(number + i) % metrics.length];
        const os = `&os=${number % 2 === 0 ? "Darwin" : "Windows_NT"}&child=${i % 2 === 0 ? "content" : "parent"}`;
        const old = await fetch(
          `${api.url}${metricPath}?version=41&dates=20150615,20150616&metric=${metric}${os}`,
        );
        assert.equal(old.status, 200);
        const answer = (await old.json()) as { data: { histogram: number[] }[] };
        assert.equal(answer.data.length, 2);
        const v1 = await fetch(
          `${api.url}/v1/aggregates?metric=${metric}&channel=nightly&group_by=date${os}`,
        );
        assert.equal(v1.status, 200);
        const { groups } = (await v1.json()) as { groups: { date: string; histogram: number[] }[] };
        assert.deepEqual(
          groups.slice(1).map(({ histogram }) => histogram),
          answer.data.map(({ histogram }) => histogram),
        );
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, number) => client(number)));
    assert.deepEqual(broken, []);
    await api.stop();
    await assert.rejects(fetch(`${api.url}/status`));
    assert.ok(process.getActiveResourcesInfo().filter((name) => name.startsWith("TCPServer")).length <= open);
  });

  it("shows a day as soon as it is merged, although answers are kept", async () => {
    let now = 0;
    const api = createApi({ driver, now: () => now });
    const path = `${metricPath}?version=41&dates=20150615&metric=GC_MS`;
    const first = await api.request(path);
    await mergeDay(driver, {
      ...childDay("20150617"),
      rows: aggregateRows({ submissionDate: "20150617", builds: 3 }),
    });
    now += 2000;
    const second = await api.request(path, { headers: { "If-None-Match": first.headers.get("etag")! } });
    assert.equal(second.status, 200);
    assert.notEqual(await second.text(), await first.text());
  });

  it("lets requests that are being answered end when it is stopped", async () => {
    const reached: (() => void)[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const arrived = new Promise<void>((resolve) => reached.push(resolve));
    const slow: Driver = {
      ...driver,
      async query(sql, values) {
        for (const tell of reached.splice(0)) tell();
        await held;
        return driver.query(sql, values);
      },
    };
    const api = await serveApi({ driver: slow, now: () => 0, port: 0 });
    const asked = fetch(`${api.url}/v1/channels`);
    await arrived;
    const stopped = api.stop();
    release();
    assert.equal((await asked).status, 200);
    await stopped;
  });

  it("says 503 when the database is gone, and nothing of why", async () => {
    const gone: Driver = {
      ...driver,
      query: () =>
        Promise.reject(new DatabaseError("connect ECONNREFUSED 10.0.0.7:5432", { code: "ECONNREFUSED" })),
    };
    const seen: string[] = [];
    const api = createApi({ driver: gone, now: () => 0, onError: (_, path) => seen.push(path) });
    const response = await api.request("/v1/channels");
    assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "10"]);
    assert.doesNotMatch(await response.text(), /10\.0\.0\.7/);
    assert.deepEqual(seen, ["/v1/channels"]);
  });
});

describe("createApi() with an issuer of signed tokens", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  let keys: Server;
  let issuer: string;
  before(async () => {
    const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
    keys = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", () => resolve()));
    issuer = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`;
  });
  after(() => new Promise((resolve) => keys.close(resolve)));

  it("accepts those that allow reading aggregates, and says what is wrong with others", async () => {
    const api = createApi({ driver: null as never, now: () => 0, jwt: { issuer, audience: "aggregates" } });
    const sign = (
      claims: object,
      audience = "aggregates",
      expires = "1h",
      key = privateKey,
    ): Promise<string> =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "one" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(expires)
        .sign(key);
    const ask = async (token: string): Promise<unknown> => {
      const response = await api.request("/authed", { headers: { Authorization: `Bearer ${token}` } });
      return response.status === 200 ? 200 : ((await response.json()) as { code: string }).code;
    };
    const scope = { scope: "openid read:aggregates" };
    assert.equal(await ask(await sign(scope)), 200);
    assert.equal(await ask(await sign({ scope: "openid" })), "access_denied");
    assert.equal(await ask(await sign(scope, "others")), "invalid_claims");
    assert.equal(await ask(await sign(scope, "aggregates", "-1h")), "token_expired");
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    assert.equal(await ask(await sign(scope, "aggregates", "1h", other)), "improper_token");
    assert.equal(await ask("not.a.token"), "improper_token");
  });
});
