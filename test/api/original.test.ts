import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createApi } from "../../src/api/index.js";
import { type Driver, mergeDay, openDatabase } from "../../src/database/index.js";
import { aggregateRows, layouts } from "../support/aggregate-rows.js";

const days = ["20150615", "20150616"];
const rows = days.flatMap((submissionDate) =>
  aggregateRows({ submissionDate, channels: ["nightly", "beta", "release"], most: 9_007_199_254_740_991 }),
);

describe("createApi(), the original's routes", () => {
  let driver: Driver;
  let now = Date.UTC(2015, 5, 20);
  let api: ReturnType<typeof createApi>;
  before(async () => {
    driver = await openDatabase({ database: ":memory:", access: "write" });
    for (const submissionDate of days) {
      await mergeDay(driver, {
        submissionDate,
        source: "telemetry",
        recipe: "head",
        objects: [{ key: submissionDate, fingerprint: "1" }],
        rows: rows.filter((row) => row.submissionDate === submissionDate),
        descriptions: new Map([["GC_MS", "Time spent running JS GC (ms)"]]),
      });
    }
    api = createApi({ driver, now: () => now, tokens: ["secret"] });
  });
  after(() => driver.close());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    Promise.resolve(api.request(path, { headers }));
  const token = { Authorization: "Bearer secret" };

  it("answers the description's example as it is printed", async () => {
    const response = await get(
      "/aggregates_by/build_id/channels/nightly/?version=41&dates=20150615&metric=GC_MS&os=Windows_NT",
    );
    assert.equal(response.status, 200);
    const text = await response.text();
    const wanted = rows.filter(
      ({ kind, channel, date, dimensions }) =>
        kind === "build_id" &&
        channel === "nightly" &&
        date === "20150615" &&
        dimensions["metric"] === "GC_MS" &&
        dimensions["os"] === "Windows_NT",
    );
    const total = (position: number): bigint =>
      wanted.reduce((sum, { histogram }) => sum + histogram.at(position)!, 0n);
    const bounds = layouts["GC_MS"]!.bounds;
    const histogram = bounds.map((_, i) => total(i));
    assert.equal(
      text,
      `{"data":[{"date":"20150615","label":"","histogram":[${histogram}],"count":${total(-1)},"sum":${total(-2)}}],` +
        `"buckets":[${bounds}],"kind":"exponential","description":"Time spent running JS GC (ms)"}`,
    );
  });

  it("lists channels, and release only with a token", async () => {
    const path = "/aggregates_by/build_id/channels/";
    assert.deepEqual(await (await get(path)).json(), ["beta", "nightly"]);
    assert.deepEqual(await (await get(path, token)).json(), ["beta", "nightly", "release"]);
    now += 1;
  });
});
