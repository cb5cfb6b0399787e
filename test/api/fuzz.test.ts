import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { createApi } from "../../src/api/index.js";
import { Random } from "../../src/synthetic/random.js";
import { aggregateRows } from "../support/aggregate-rows.js";
import { dumpAggregates } from "../support/databases.js";
import { assertDocumented } from "../support/open-api.js";
import { type ServedRows, serveRows } from "../support/serve-rows.js";

const REQUESTS = 10_000;
const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE pingframe.aggregates; --",
  "' OR '1'='1",
  "1); DELETE FROM pingframe.ledger; --",
  "$1",
  "\\'; SELECT pg_sleep(10); --",
  'nightly_41_20150615"; DROP VIEW x; --',
  '{"metric":"GC_MS"}',
  "%",
  "_",
  "\0",
  "a\0b",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "\u{1f600}",
  "\u202e",
  "-1",
  "1e309",
  "NaN",
  "99999999999999999999",
  "x".repeat(300),
  "\r\nSet-Cookie: a=b",
  "",
  " ",
  ",",
  ",,20150615",
  "$" + "{jndi:ldap://x}",
];
const PATHS = [
  "/status",
  "/filters/",
  "/filters",
  "/authed",
  "/clear-cache",
  "/__version__",
  "/__heartbeat__",
  "/__lbheartbeat__",
  "/aggregates_by/{}/channels/",
  "/aggregates_by/{}/channels",
  "/aggregates_by/{}/channels/{}/dates/",
  "/aggregates_by/{}/channels/{}/",
  "/aggregates_by/{}/channels/{}/",
  "/aggregates_by/{}/channels/{}/",
  "/aggregates_by/{}/channels/{}",
  "/v1/channels",
  "/v1/versions",
  "/v1/options",
  "/v1/metrics",
  "/v1/freshness",
  "/v1/aggregates",
  "/v1/aggregates",
  "/v1/aggregates",
  "/v1/health",
  "/v1/openapi.json",
  "/v1/{}",
  "/{}",
  "/{}/{}",
];
const WELL: Readonly<Record<string, readonly string[]>> = {
  version: ["41"],
  dates: ["20150615", "20150615,20150616", "20150615,20991231"],
  metric: ["GC_MS", "A_FLAG", "USE_COUNTER2_X_PAGE", "EVENT_COUNT"],
  channel: ["nightly", "release"],
  by: ["build_id"],
  os: ["Windows_NT"],
  child: ["content", "parent"],
  label: [""],
  group_by: ["date", "os,label"],
  percentiles: ["50"],
  search: ["gc"],
  limit: ["5"],
  from: ["20150101"],
  to: ["20160101"],
  date: ["20150615"],
  weight: ["clients"],
  application: ["Firefox"],
  architecture: ["x86-64"],
  osVersion: ["6.1"],
  e10sEnabled: ["true"],
  nonsense: ["1"],
  histogram: ["false"],
};

describe("the API under random and hostile requests", () => {
  let served: ServedRows;
  before(async () => {
    served = await serveRows(
      aggregateRows({ submissionDate: "20150615", channels: ["nightly", "release"] }),
      {
        tokens: ["secret"],
      },
    );
  });
  after(() => served.stop());

  it("gives only documented answers, echoes nothing unescaped, and leaves the database as it is", async () => {
    const before = await dumpAggregates(served.driver);
    const broken: unknown[] = [];
    const api = createApi({
      driver: served.driver,
      now: () => 0,
      tokens: ["secret"],
      onError: (error) => broken.push(error),
    });
    const random = new Random(5, "http fuzz");
    const pick = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)]!;
    const encode = (text: string): string =>
      pick([
        encodeURIComponent,
        encodeURIComponent,
        (plain: string) => encodeURI(plain).replace(/[#?&]/g, "%23"),
      ])(text);
    const statuses = new Map<number, number>();
    for (let i = 0; i < REQUESTS; i++) {
      const wellFormed = random.unit() < 0.5;
      const path = pick(PATHS).replace(/\{\}/g, () =>
        wellFormed ? pick(["build_id", "submission_date", "nightly", "release"]) : encode(pick(HOSTILE)),
      );
      const parameters = Array.from({ length: random.integer(0, 7) }, () => {
        const name = random.unit() < 0.95 ? pick(Object.keys(WELL)) : encode(pick(HOSTILE));
        const value =
          random.unit() < (wellFormed ? 0.95 : 0.5) ? pick(WELL[name] ?? ["1"]) : encode(pick(HOSTILE));
        return random.unit() < 0.97 ? `${name}=${value}` : pick([name, "%E0%A4%A", "&&", "=", "%"]);
      });
      if (wellFormed && path.startsWith("/aggregates_by") && random.unit() < 0.7) {
        parameters.splice(
          0,
          parameters.length,
          "version=41",
          "dates=20150615",
          `metric=${pick(WELL["metric"]!)}`,
        );
      }
      const url = `http://api.example${path}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`;
      const method = random.unit() < 0.97 ? "GET" : pick(["POST", "PUT", "DELETE", "PATCH", "HEAD"]);
      const authorization = pick<string | null>([null, null, "Bearer secret", "Bearer x", "nonsense"]);
      const response = await api.request(url, {
        method,
        headers: authorization === null ? {} : { Authorization: authorization },
      });
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (method === "HEAD") continue;
      const text = await assertDocumented(new URL(url).pathname, response);
      for (const payload of ["<script>", "<img src=x"])
        assert.ok(!text.includes(payload), `${url} is echoed`);
      for (const [name, value] of response.headers) {
        assert.notEqual(name, "set-cookie", url);
        assert.doesNotMatch(value, /[\r\n<]/, url);
      }
    }
    assert.deepEqual(broken, []);
    for (const status of [200, 308, 400, 403, 404, 405])
      assert.ok((statuses.get(status) ?? 0) > 50, `${status}: rare`);
    assert.equal(statuses.get(500), undefined);
    assert.deepEqual(await dumpAggregates(served.driver), before);
  });

  it("answers or hangs up on bytes that are no request, and goes on", async () => {
    const { hostname, port } = new URL(served.api.url);
    const random = new Random(6, "bytes");
    const requests = [
      "GET /status HTTP/1.1\r\n\r\n",
      "GET /aggregates_by/%00/channels/%ff/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET //evil.example/channels HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "GET http://evil.example/filters HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(3000)}\r\n`,
      "POST /status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      "\u0016\u0003\u0001\u0002\0",
      ...Array.from({ length: 100 }, () =>
        Buffer.from(Array.from({ length: 64 }, () => random.integer(0, 255))).toString("latin1"),
      ),
    ];
    for (const request of requests) {
      const answer = await new Promise<string>((resolve) => {
        let text = "";
        const socket = connect(Number(port), hostname);
        socket.setEncoding("latin1");
        socket.on("data", (part) => {
          text += String(part);
        });
        socket.on("error", () => resolve(text));
        socket.on("close", () => resolve(text));
        socket.end(request, "latin1");
      });
      assert.match(answer, /^$|^HTTP\/1\.1 (200|308|4\d\d) /, JSON.stringify(request.slice(0, 80)));
      assert.doesNotMatch(answer, /^location: *(https?:)?\/\/evil/im);
    }
    assert.equal((await served.get("/status")).status, 200);
  });
});
