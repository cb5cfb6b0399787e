import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { histogramBounds } from "../../src/histogram/index.js";
import { head, type RollupProfile, seed } from "../../src/rollup/index.js";
import { aggregateBytes, aggregateDocuments, toLines } from "../support/aggregate-texts.js";

let state = 11;
/** A whole number below another, the same in each run. */
function below(n: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
}
const many = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));

/** A histogram as Firefox writes it; counts as text, so that they may be larger than numbers are exact. */
function histogram(buckets: number, counts: readonly (readonly [number, string])[], sum = "17"): string {
  const values = counts.map(([bucket, count]) => `"${bucket}":${count}`).join(",");
  return `{"range":[1,10000],"bucket_count":${buckets},"histogram_type":0,"values":{${values}},"sum":${sum}}`;
}
const members = (list: readonly (readonly [string, string])[]): string =>
  `{${list.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;

function ping(payload: string, buildDay = "01"): string {
  return (
    '{"clientId":"c","meta":{"submissionDate":"20170603","sampleId":1},"application":{"channel":"beta","version":"55",' +
    `"buildId":"201706${buildDay}","name":"Firefox","architecture":"x86"},"environment":{"settings":{"e10sEnabled":true},` +
    `"system":{"os":{"name":"Linux","version":"6.1"}}},"payload":${payload}}`
  );
}

/** Asserts that pings are summed as their documents are, and how many had to become documents. */
async function assertSums(
  texts: readonly string[],
  documents = 0,
  profile: RollupProfile = head,
): Promise<void> {
  const options = { profile, submissionDate: "20170603" };
  const read = await aggregateBytes(toLines(texts), options);
  const expected = aggregateDocuments(texts, options);
  assert.deepEqual(read.aggregate.account, expected.account);
  assert.ok(read.aggregate.size > 0, "nothing was summed");
  assert.deepEqual(read.aggregate.toBytes(), expected.toBytes());
  assert.equal(read.documents, documents);
}

describe("SpanReader", () => {
  it("read(cells) sums any number of buckets, in whatever order they come", async () => {
    const texts = many(120, (i) => {
      const list = many(40, (n): [string, string] => {
        const size = [3, 5, 12, 13, 40, 50, 100][n % 7]!;
        const bounds = histogramBounds("exponential", [1, 10_000], size)!;
        const counts = new Map(
          many(1 + below(n < 20 ? 3 : size), () => [bounds[below(size)]!, `${below(9)}`]),
        );
        return [`METRIC_${n}`, histogram(size, [...counts])];
      });
      return ping(`{"histograms":${members(list)}}`, `0${1 + (i % 3)}`);
    });
    await assertSums(texts);
  });

  it("read(cells) sums counts and sums that are exact beyond 2^32 and 2^53", async () => {
    const bounds = histogramBounds("exponential", [1, 10_000], 50)!;
    const counts = ["4294967295", "1", "4294967296", "3000000000", "9007199254740993", "123456789012345678"];
    const texts = counts.flatMap((count) =>
      counts.map((other) => {
        const values: [number, string][] = [
          [bounds[3]!, count],
          [bounds[4]!, "1"],
          [bounds[7]!, other],
        ];
        return ping(
          `{"histograms":{"LARGE":${histogram(50, values, count)},"SMALL":${histogram(50, [[0, "1"]], other)}}}`,
        );
      }),
    );
    await assertSums(texts);
  });

  it("read(cells) leaves counters that would exceed 2^63 - 1 there", async () => {
    const text = ping(
      `{"histograms":{"LARGE":${histogram(50, [[0, "999999999999999999"]], "999999999999999999")}}}`,
    );
    await assertSums(many(12, () => text));
  });

  it("read(cells) tells thousands of labels and names apart, long ones and those that start alike too", async () => {
    const long = "x".repeat(30);
    const texts = many(60, (i) => {
      const labels = many(100, (n): [string, string] => {
        const number = i * 40 + n;
        const label = [`${number}`, `${long}${number}`, `${long}${long}${number}`, `${long}größe${number}`][
          n % 4
        ]!;
        return [label, histogram(50, [[0, `${n}`]])];
      });
      const names = many(60, (n): [string, string] => [
        `${n % 2 === 0 ? "A" : `${long}${long}`}_${i * 30 + n}`,
        histogram(50, [[0, `${n}`]]),
      ]);
      const scalars = members(many(20, (n) => [`${long}.${i + n}`, `${n}`]));
      return ping(
        `{"histograms":${members(names)},"keyedHistograms":{"KEYED":${members(labels)},"OTHER":${members(labels)}},` +
          `"processes":{"parent":{"scalars":${scalars},"keyedScalars":{"${long}":${scalars},"b":${scalars}}}}}`,
        `0${1 + (i % 4)}`,
      );
    });
    await assertSums(texts);
  });

  it("read(cells) sums what a ping has several times, in child payloads", async () => {
    const bounds = histogramBounds("exponential", [1, 10_000], 100)!;
    const children = many(9, (i) => {
      const list = (first: number): string =>
        histogram(
          100,
          many(1 + i, (n) => [bounds[first + n * 3]!, "2"]),
        );
      return `{"histograms":{"GC_MS":${list(i)}},"keyedHistograms":{"KEYED":{"a":${list(40)}}},"simpleMeasurements":{"uptime":${i}},"other":[{}]}`;
    });
    const texts = many(6, (i) => ping(`{"childPayloads":[${children.slice(0, 9 - i).join(" , ")}]}`));
    await assertSums(texts);
    await assertSums(texts, 0, { ...seed, docType: null });
  });

  it("read(cells) sums wanted processes, and counts others", async () => {
    const section = `{"histograms":{"GC_MS":${histogram(50, [[0, "1"]])}},"scalars":{"a.b":3,"c.d":2.25},"events":[["{"]]}`;
    const texts = many(5, (i) =>
      ping(
        `{"processes":{"parent":${section},"content":${section},"p${i}":${section},"extension":${section},"gpu":7}}`,
      ),
    );
    await assertSums(texts);
    await assertSums(texts, 0, { ...head, processes: null });
    await assertSums(texts, 0, { ...head, processes: ["content", "p3"] });
  });

  it("read(cells) makes documents of pings in which a process, section or name occurs twice", async () => {
    const one = `{"GC_MS":${histogram(50, [[0, "1"]])}}`;
    const twice = `{"GC_MS":${histogram(50, [[0, "1"]])},"GC_\\u004dS":${histogram(50, [[0, "2"]])}}`;
    const texts = [
      `{"histograms":${one}}`,
      `{"histograms":${twice}}`,
      `{"keyedHistograms":{"K":${twice}}}`,
      `{"processes":{"content":{"histograms":${one},"histograms":${one}}}}`,
      `{"processes":{"content":{"histograms":${one}},"content":{"histograms":${one}}}}`,
      `{"childPayloads":[{"histograms":${one},"histograms":${one}}]}`,
      `{"histograms":${one}}`,
    ].map((payload) => ping(payload));
    await assertSums(texts, 5);
  });

  it("read(cells) drops pings whose child payloads are no list of objects, and keeps nothing of them", async () => {
    const one = `{"GC_MS":${histogram(50, [[0, "1"]])}}`;
    const texts = [
      `{"childPayloads":7,"histograms":${one}}`,
      `{"childPayloads":[{"histograms":${one}},null],"histograms":${one}}`,
      `{"childPayloads":[],"histograms":${one}}`,
    ].map((payload) => ping(payload));
    await assertSums(texts);
  });

  it("read(cells) takes what JSON.parse takes, and nothing else, wherever a text is damaged", async () => {
    const bounds = histogramBounds("exponential", [1, 10_000], 50)!;
    const histograms = members(
      many(4, (i) => [
        `METRIC_${i}`,
        histogram(
          50,
          many(1 + i, (n) => [bounds[n]!, `${n * 9}`]),
        ),
      ]),
    );
    const scalars = '{"a.b":12345678,"c":0.5,"d":"te\\u0041xt","e":true,"f":null,"g":[1,{"h":-0}]}';
    const whole = ping(
      `{"simpleMeasurements":{"uptime":5,"js":{"a":1}},"histograms":${histograms},"keyedHistograms":{"K":${histograms}},` +
        `"childPayloads":[{"histograms":${histograms}}],"processes":{"parent":{"scalars":${scalars},"events":[[1,"x",{}]]},` +
        `"content":{"histograms":${histograms},"keyedScalars":{"s":${scalars}}},"other":{"x":[true]}},"log":[[1]]}`,
    );
    const pieces = [...'{}[]",:\\0123456789-+.eEtfnul \t\u0001é'];
    const damaged = many(6000, () => {
      const at = below(whole.length);
      const piece = pieces[below(pieces.length)]!;
      const removed = below(3);
      return whole.slice(0, at) + (below(4) === 0 ? "" : piece) + whole.slice(at + removed);
    });
    const isJson = (text: string): boolean => {
      try {
        return typeof JSON.parse(text) === "object";
      } catch {
        return false;
      }
    };
    const texts = damaged.filter(isJson);
    assert.ok(texts.length > 1000 && texts.length < 5000, `${texts.length} of 6000 are JSON`);
    const options = { profile: head, submissionDate: "20170603" };
    // Whole pings between them, whose starts are known and hide no damage.
    const { aggregate } = await aggregateBytes(
      toLines([...damaged, whole].flatMap((text) => [whole, text])),
      options,
    );
    const expected = aggregateDocuments(
      [...texts, whole].flatMap((text) => [whole, text]),
      options,
    );
    const wholes = damaged.length - texts.length;
    const both = aggregateDocuments(
      many(wholes, () => whole),
      options,
    );
    assert.deepEqual(aggregate.toBytes(), both.merge(expected).toBytes());
  });
});
