import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createApi } from "../../src/api/index.js";
import { mergeDay } from "../../src/database/index.js";
import { aggregateRows, layouts } from "../support/aggregate-rows.js";
import { type ServedRows, serveRows } from "../support/serve-rows.js";

const days = ["20150615", "20150616"];
const rows = days.flatMap((submissionDate) =>
  aggregateRows({ submissionDate, channels: ["nightly", "beta", "release"], most: 9_007_199_254_740_991 }),
);
const [sample] = rows;
// Event counts are for those with a token, search counts for nobody; of the use counter's two documents one used it.
const special = (metric: string, layout: keyof typeof layouts, histogram: readonly bigint[], count = 4n) => ({
  ...sample!,
  layout: layouts[layout]!,
  dimensions: { ...sample!.dimensions, metric },
  histogram: BigInt64Array.from([
    ...histogram,
    ...layouts[layout]!.bounds.slice(histogram.length).map(() => 0n),
    10n,
    count,
  ]),
});
rows.push(
  special("SCALARS_TELEMETRY.EVENT_COUNTS", "SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT", [1n]),
  special("[[COUNT]]_SEARCH_COUNTS", "[[COUNT]]_EVENT_COUNT", [1n]),
  special("[[COUNT]]_TOP_LEVEL_CONTENT_DOCUMENTS_DESTROYED", "[[COUNT]]_EVENT_COUNT", [0n, 4n]),
  special("USE_COUNTER2_FILL_PAGE", "A_BOOLEAN", [0n, 3n, 1n]),
  special("USE_COUNTER2_RARE_PAGE", "A_BOOLEAN", [0n, 3n], 3n),
);
const metricPath = "/aggregates_by/build_id/channels/nightly/";
const example = `${metricPath}?version=41&dates=20150615&metric=GC_MS&os=Windows_NT`;
const token = { headers: { Authorization: "Bearer secret" } };

describe("the original's routes", () => {
  let served: ServedRows;
  let get: ServedRows["get"];
  before(async () => {
    served = await serveRows(rows, { tokens: ["secret"] });
    get = served.get;
  });
  after(() => served.stop());
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are asserted
  const json = async (path: string, init?: RequestInit): Promise<any> => (await get(path, init)).json();
  const status = async (path: string, init?: RequestInit): Promise<number> => (await get(path, init)).status;

  it("answer the description's example as it is printed, with all digits", async () => {
    const response = await get(example);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json");
    const wanted = rows.filter(
      ({ kind, channel, date, dimensions }) =>
        kind === "build_id" &&
        channel === "nightly" &&
        date === "20150615" &&
        dimensions["metric"] === "GC_MS" &&
        dimensions["os"] === "Windows_NT",
    );
    const total = (at: number): bigint => wanted.reduce((sum, { histogram }) => sum + histogram.at(at)!, 0n);
    const bounds = layouts["GC_MS"]!.bounds;
    assert.equal(
      await response.text(),
      `{"data":[{"date":"20150615","label":"","histogram":[${bounds.map((_, i) => total(i))}],` +
        `"count":${total(-1)},"sum":${total(-2)}}],` +
        `"buckets":[${bounds}],"kind":"exponential","description":"Time spent running JS GC (ms)"}`,
    );
  });

  it("list channels, and release only with a token", async () => {
    const path = "/aggregates_by/build_id/channels/";
    assert.deepEqual(await json(path), ["beta", "nightly"]);
    assert.deepEqual(await json(path, token), ["beta", "nightly", "release"]);
    assert.deepEqual(await json("/aggregates_by/nonsense/channels/"), []);
  });

  it("list dates downwards, an empty list for an unknown channel", async () => {
    assert.deepEqual(await json("/aggregates_by/build_id/channels/nightly/dates/"), [
      { version: "41", date: "20150616" },
      { version: "41", date: "20150615" },
      { version: "41", date: "20150614" },
    ]);
    assert.deepEqual(await json("/aggregates_by/build_id/channels/nope/dates/"), []);
    assert.equal(await status("/aggregates_by/build_id/channels/release/dates/"), 403);
    assert.equal(await status("/aggregates_by/build_id/channels/release/dates/", token), 200);
  });

  it("give filters without what only tokens may see", async () => {
    const options = await json("/filters/?channel=nightly&version=41");
    assert.deepEqual(Object.keys(options).sort(), ["application", "architecture", "child", "metric", "os"]);
    assert.deepEqual(options.os, ["Darwin,14.", "Windows_NT,6.1"]);
    assert.deepEqual(options.child, ["content", "parent"]);
    assert.ok(options.metric.includes("EVENT_COUNT"), "the prefix of counts is not told");
    assert.ok(!options.metric.includes("SCALARS_TELEMETRY.EVENT_COUNTS"));
    assert.ok(!options.metric.includes("SEARCH_COUNTS"));
    const all = await json("/filters/?channel=nightly&version=41", token);
    assert.ok(all.metric.includes("SCALARS_TELEMETRY.EVENT_COUNTS"));
    assert.ok(!all.metric.includes("SEARCH_COUNTS"));
    for (const query of ["", "?channel=nightly", "?version=41", "?channel=nightly&version=99"]) {
      assert.equal(await status(`/filters/${query}`), 404, query);
    }
    assert.equal(await status("/filters/?channel=release&version=41"), 403);
  });

  it("leave out dates without data, keep the order of those asked for, and answer twice what is asked twice", async () => {
    const dates = "20150616,20991231,20150615,x,20150616";
    const { data } = await json(`${metricPath}?version=41&dates=${dates}&metric=GC_MS`);
    assert.deepEqual(
      data.map(({ date }: { date: string }) => date),
      ["20150616", "20150615", "20150616"],
    );
    const repeated = await json(`${metricPath}?version=41&dates=20150615&dates=20150616&metric=GC_MS`);
    assert.equal(repeated.data.length, 2);
  });

  it("refuse dates that are repeated until there are too many histograms", async () => {
    const small = createApi({ driver: served.driver, now: Date.now, maxGroups: 20 });
    const ask = async (times: number): Promise<Response> =>
      small.request(
        `${metricPath}?version=41&metric=SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT` +
          `&dates=${Array.from({ length: times }, () => "20150615").join(",")}`,
      );
    const most = await ask(10);
    assert.equal(most.status, 200);
    assert.equal(((await most.json()) as { data: unknown[] }).data.length, 20);
    const more = await ask(11);
    assert.equal(more.status, 413);
    assert.match(await more.text(), /more than 20 histograms/);
  });

  it("take repeated filters as or, and both names of a process", async () => {
    const count = async (filters: string): Promise<bigint> => {
      const text = await (
        await get(`${metricPath}?version=41&dates=20150615&metric=A_FLAG${filters}`)
      ).text();
      return BigInt(/"count":(\d+)/.exec(text)![1]!);
    };
    const all = await count("");
    assert.equal(await count("&os=Windows_NT&os=Darwin"), all);
    assert.equal((await count("&os=Windows_NT")) + (await count("&os=Darwin")), all);
    assert.equal((await count("&child=content")) + (await count("&child=parent")), all);
    assert.equal(await count("&child=true"), await count("&child=content"));
    assert.equal(await count("&child=false"), await count("&child=parent"));
  });

  it("give a histogram for each label of a keyed metric, or the one asked for", async () => {
    const path = `${metricPath}?version=41&dates=20150615&metric=SCALARS_TELEMETRY.TEST.KEYED_UNSIGNED_INT`;
    const labels = async (query: string): Promise<string[]> =>
      (await json(path + query)).data.map(({ label }: { label: string }) => label);
    assert.deepEqual(await labels(""), ["FIRST", "SECOND"]);
    assert.deepEqual(await labels("&label=SECOND"), ["SECOND"]);
  });

  it("give buckets and kinds of every kind of metric", async () => {
    const shape = async (metric: string): Promise<unknown[]> => {
      const answer = await json(`${metricPath}?version=41&dates=20150615&metric=${metric}`);
      return [answer.kind, answer.buckets.length, answer.data[0].histogram.length];
    };
    assert.deepEqual(await shape("GC_MS"), ["exponential", 50, 50]);
    assert.deepEqual(await shape("SIMPLE_MEASURES_UPTIME"), ["exponential", 50, 50]);
    assert.deepEqual(await shape("EVENT_COUNT"), ["count", 100, 100]);
    assert.deepEqual(await shape("A_FLAG"), ["flag", 2, 3]);
    assert.deepEqual(await shape("A_BOOLEAN"), ["boolean", 3, 3]);
    assert.deepEqual(await shape("AN_ENUM"), ["enumerated", 5, 5]);
    const categorical = await json(`${metricPath}?version=41&dates=20150615&metric=A_CATEGORICAL`);
    assert.deepEqual(categorical.buckets, ["red", "green", "spill"]);
  });

  it("combine use counters with the documents they are of, also those never seen", async () => {
    const path = `${metricPath}?version=41&dates=20150615&metric=USE_COUNTER2_`;
    assert.deepEqual(await json(`${path}FILL_PAGE`), {
      data: [{ date: "20150615", label: "", histogram: [6, 3, 1], count: 4, sum: 10 }],
      buckets: [0, 1, 2],
      kind: "boolean",
      description: "",
    });
    const never = await json(`${path}NEVER_SEEN_PAGE`);
    assert.deepEqual(never.data, [{ date: "20150615", label: "", histogram: [10, 0, 0], count: 4, sum: 0 }]);
    assert.equal(await status(`${path}FILL_DOCUMENT`), 404);
  });

  it("leave out use counters of too few clients, though the documents are of more", async () => {
    const path = `${metricPath}?version=41&dates=20150615&metric=USE_COUNTER2_`;
    const ask = async (metric: string, minClients: number): Promise<number> =>
      (await createApi({ driver: served.driver, now: Date.now, minClients }).request(path + metric)).status;
    // The documents are in four histograms, and the feature in three.
    assert.deepEqual([await ask("RARE_PAGE", 3), await ask("RARE_PAGE", 4)], [200, 404]);
    assert.deepEqual([await ask("NEVER_SEEN_PAGE", 4), await ask("NEVER_SEEN_PAGE", 5)], [200, 404]);
  });

  it("answer 404 where something is missing, unknown, hidden or without data", async () => {
    for (const query of [
      "?dates=20150615&metric=GC_MS",
      "?version=41&metric=GC_MS",
      "?version=41&dates=&metric=GC_MS",
      "?version=41&dates=20150615",
      "?version=41&dates=20150615&metric=NOPE",
      "?version=41&dates=20150615&metric=GC_MS&metric=A_FLAG",
      "?version=41&dates=20150615&metric=SEARCH_COUNTS",
      "?version=41&dates=20150615&metric=[[COUNT]]_EVENT_COUNT",
      "?version=41&dates=20991231&metric=GC_MS",
      "?version=41&dates=20150615&metric=GC_MS&os=Plan9",
      "?version=41&dates=20150615&metric=GC_MS&os=a%00b",
      "?version=%00&dates=20150615&metric=GC_MS",
    ]) {
      const response = await get(metricPath + query);
      assert.equal(response.status, 404, query);
      assert.match(await response.text(), /<p>/, query);
    }
    assert.equal(
      await status("/aggregates_by/build_id/channels/n%00/?version=41&dates=20150615&metric=GC_MS"),
      404,
    );
    assert.equal(await status("/nothing"), 404);
  });

  it("answer 405 for unknown parameters, naming those there are, and for other methods", async () => {
    const response = await get(`${example}&e10sEnabled=true`);
    assert.equal(response.status, 405);
    assert.equal(
      response.headers.get("allow"),
      `${metricPath}?version&dates&metric&application&architecture&os&osVersion&label&child`,
    );
    const post = await get(example, { method: "POST" });
    assert.deepEqual([post.status, post.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
    assert.equal(await status("/filters/", { method: "DELETE" }), 405);
  });

  it("redirect to the path with a slash at its end", async () => {
    const response = await get("/aggregates_by/build_id/channels/nightly?version=41");
    assert.deepEqual(
      [response.status, response.headers.get("location")],
      [308, "/aggregates_by/build_id/channels/nightly/?version=41"],
    );
    for (const path of ["/filters", "/aggregates_by/x/channels", "/aggregates_by/x/channels/y/dates"]) {
      assert.equal(await status(path), 308, path);
    }
  });

  it("want a token for what is protected, and say what is wrong with one", async () => {
    const path = `${metricPath}?version=41&dates=20150615&metric=SCALARS_TELEMETRY.EVENT_COUNTS`;
    assert.equal(await status(path, token), 200);
    const code = async (headers: Record<string, string>): Promise<unknown> => {
      const response = await get(path, { headers });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    assert.deepEqual(await code({}), [403, "authorization_header_missing"]);
    assert.deepEqual(await code({ Authorization: "Basic abc" }), [403, "invalid_header"]);
    assert.deepEqual(await code({ Authorization: "Bearer wrong" }), [403, "access_denied"]);
    const release = "/aggregates_by/build_id/channels/release/?version=41&dates=20150615&metric=GC_MS";
    assert.equal(await status(release), 403);
    assert.equal(await status(release, token), 200);
    assert.equal(await status("/authed"), 403);
    assert.equal(await (await get("/authed", token)).text(), "Authenticated");
    assert.equal(await status("/clear-cache"), 403);
    assert.equal(await (await get("/clear-cache", token)).text(), "Cache Cleared");
  });

  it("have caching headers, and entity tags that a client can use", async () => {
    const first = await get(example);
    assert.equal(first.headers.get("cache-control"), "max-age=89999");
    const submission = await get(example.replace("build_id", "submission_date"));
    assert.equal(submission.headers.get("cache-control"), "max-age=86400");
    const etag = first.headers.get("etag")!;
    assert.match(etag, /^"[\w-]+"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await get(example, { headers: { "If-None-Match": tag } });
      assert.deepEqual([again.status, await again.text(), again.headers.get("etag")], [304, "", etag], tag);
    }
    assert.equal(await status(example, { headers: { "If-None-Match": "submission_date_v1" } }), 200);
    assert.match((await get(example, token)).headers.get("cache-control")!, /^private, /);
  });

  it("allow other origins, and forbid frames", async () => {
    const plain = await get("/status");
    assert.equal(plain.headers.get("access-control-allow-origin"), "*");
    assert.equal(plain.headers.get("x-frame-options"), "DENY");
    const policy = "frame-ancestors 'none'; default-src 'self'";
    assert.equal(plain.headers.get("content-security-policy"), policy);
    assert.equal(plain.headers.get("x-content-security-policy"), policy);
    const origin = { Origin: "https://telemetry.example" };
    const other = await get(example, { headers: origin });
    assert.equal(other.headers.get("access-control-allow-origin"), "https://telemetry.example");
    assert.match(other.headers.get("vary")!, /Origin/);
    const preflight = await get(example, { method: "OPTIONS", headers: origin });
    assert.equal(preflight.status, 200);
    assert.equal(preflight.headers.get("access-control-allow-headers"), "Authorization, Content-Type");
  });

  it("say that the server is well", async () => {
    assert.equal(await (await get("/status")).text(), "OK");
    assert.equal(await status("/__lbheartbeat__"), 200);
    assert.equal((await json("/__heartbeat__")).status, "ok");
    assert.equal((await json("/__version__")).source, "pingframe");
    assert.equal((await get("/status", { method: "HEAD" })).status, 200);
  });

  it("show a text of the request only escaped", async () => {
    const hostile = "<script>alert(1)</script>";
    for (const path of [
      `/${encodeURIComponent(hostile)}`,
      `/aggregates_by/x/channels/${encodeURIComponent(hostile)}/?a=1`,
    ]) {
      assert.doesNotMatch(await (await get(path)).text(), /<script>/);
    }
  });

  it("refuse URLs that are too long, and bodies", async () => {
    assert.equal(await status(`${example}&label=${"x".repeat(9000)}`), 414);
    assert.equal(await status("/status", { method: "POST", body: "x".repeat(2000) }), 413);
  });

  it("tell layouts of a metric apart, and map those that can be", async () => {
    const enumRow = rows.find(
      ({ dimensions, kind }) => dimensions["metric"] === "AN_ENUM" && kind === "build_id",
    )!;
    const linear = rows.find(
      ({ dimensions, kind }) => dimensions["metric"] === "GC_MAX_PAUSE_MS_2" && kind === "build_id",
    )!;
    const submissionDate = "20150617";
    const grown = {
      ...enumRow,
      submissionDate,
      date: submissionDate,
      layout: { ...enumRow.layout, id: "enumerated:5", bounds: [0, 1, 2, 3, 4, 5] },
      histogram: BigInt64Array.from([1n, 1n, 1n, 1n, 1n, 7n, 0n, 1n]),
    };
    const other = {
      ...linear,
      submissionDate,
      date: submissionDate,
      layout: { ...linear.layout, id: "linear:1:80:5", bounds: [0, 1, 27, 54, 80] },
    };
    await mergeDay(served.driver, {
      submissionDate,
      source: "t",
      recipe: "r",
      objects: [],
      rows: [grown, other],
    });
    await get("/clear-cache", token);
    const query = `?version=41&dates=20150614,20150617&metric=`;
    const enumerated = await json(`/aggregates_by/build_id/channels/${enumRow.channel}/${query}AN_ENUM`);
    assert.equal(enumerated.buckets.length, 6);
    assert.deepEqual(
      enumerated.data.map(({ date, histogram }: { date: string; histogram: number[] }) => [
        date,
        histogram.length,
        histogram[5],
      ]),
      [
        ["20150614", 6, 0],
        ["20150617", 6, 7],
      ].slice(rows.some(({ date }) => date === "20150614") ? 0 : 1),
    );
    const ranges = await json(`/aggregates_by/build_id/channels/${linear.channel}/${query}GC_MAX_PAUSE_MS_2`);
    assert.deepEqual(
      ranges.data.map(({ date }: { date: string }) => date),
      ["20150617"],
    );
  });
});

describe("the original's routes in the profile of 2015", () => {
  let served: ServedRows;
  before(async () => {
    const [row] = aggregateRows({
      submissionDate: "20150615",
      channels: ["nightly"],
      metrics: ["GC_MS"],
      builds: 1,
    });
    const withE10s = [true, false].map((e10sEnabled) => ({
      ...row!,
      dimensions: { ...row!.dimensions, child: false, e10sEnabled },
    }));
    served = await serveRows(withE10s, { profile: "seed", minClients: 0 });
  });
  after(() => served.stop());

  it("have e10sEnabled among their filters, and booleans for processes", async () => {
    const path = `${metricPath}?version=41&dates=20150615&metric=GC_MS`;
    const count = async (filters: string): Promise<number> => {
      const response = await served.get(path + filters);
      return ((await response.json()) as { data: { count: number }[] }).data[0]!.count;
    };
    const all = await count("");
    assert.equal((await count("&e10sEnabled=true")) + (await count("&e10sEnabled=false")), all);
    assert.equal(await count("&child=parent"), all);
    const filters = (await (await served.get("/filters/?channel=nightly&version=41")).json()) as Record<
      string,
      string[]
    >;
    assert.deepEqual(filters["e10sEnabled"], ["false", "true"]);
  });
});
