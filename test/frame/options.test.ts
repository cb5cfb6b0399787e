import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { count, desc, Frame } from "../../src/frame/index.js";

const frame = Frame.fromColumns({ id: ["x", "y", "x", null], at: [1, 2, 3, 4] });
const secret = Frame.fromColumns({ id: ["secret"] }, { kinds: { id: "id" } });
const sequence = { by: "id", orderBy: "at", value: "at" } as const;

describe("options of frames", () => {
  const wrong: { readonly [call: string]: readonly [() => unknown, string] } = {
    "join how": [
      () => frame.join(frame, { on: "id", how: "outer" as "full" }),
      'how must be one of "inner", "left", "full", got "outer"',
    ],
    "dedupe keep": [
      () => frame.dedupe("id", { keep: "Last" as "last" }),
      'keep must be one of "first", "last", got "Last"',
    ],
    "dedupe onNull": [
      () => frame.dedupe("id", { onNull: "boom" as "drop" }),
      'onNull must be one of "keep", "drop", "group", "error", got "boom"',
    ],
    "sequences minLength": [
      () => frame.sequences({ ...sequence, minLength: Number.NaN }),
      "minLength must be a whole number from 0, got NaN",
    ],
    "sequences minLength as text": [
      () => frame.sequences({ ...sequence, minLength: "2" as never }),
      'minLength must be a whole number from 0, got "2"',
    ],
    "aggregate statistic": [
      () => frame.groupBy("id").aggregate({ n: { statistic: "avg" as "mean", column: "at", p: 0 } }),
      'statistic must be one of "count", "countDistinct", "sum", "mean", "median", "percentile", "min", "max", "first", "last", "collect", "merge", got "avg"',
    ],
    "sample seed": [() => frame.sample(0.5, { seed: Number.NaN }), "seed must be a whole number, got NaN"],
    "sample size as text": [
      () => frame.sample("0.5" as never),
      'sample needs a fraction from 0 to 1, got "0.5"; for a number of rows give {"rows": n}',
    ],
    "slice start": [() => frame.slice("end" as never), 'slice needs row numbers, got "end"'],
    "head rows": [() => frame.head(Number.NaN), "slice needs row numbers, got NaN"],
    "toCSV lineEnd": [
      () => frame.toCSV({ lineEnd: ";" as "\n" }),
      'lineEnd must be one of "\\r\\n", "\\n", "\\r", got ";"',
    ],
    "toCSV delimiter": [
      () => frame.toCSV({ delimiter: [";"] as never }),
      'delimiter must be one character other than a quote or line end, got [";"]',
    ],
    "toCSV reveal": [
      () => secret.toCSV({ reveal: "no" as never }),
      'reveal must be one of true, false, got "no"',
    ],
    "toString rows": [() => frame.toString({ rows: "5" as never }), 'rows must be 0 or more, got "5"'],
    "toString width": [() => frame.toString({ width: Number.NaN }), "width must be 0 or more, got NaN"],
    "toArrowIPC format": [
      () => frame.toArrowIPC("files" as "file"),
      'format must be one of "stream", "file", got "files"',
    ],
  };
  for (const [call, [run, message]] of Object.entries(wrong)) {
    it(`${call}: a value that can't be meant is refused`, () => {
      assert.throws(run, { name: "RangeError", message });
    });
  }

  it("aggregate: an aggregator that was not called is refused", () => {
    assert.throws(() => frame.groupBy("id").aggregate({ n: count }), {
      name: "TypeError",
      message: "aggregate got a function that gives an aggregator; call it, such as count()",
    });
  });

  it("orderBy: keys of another form are refused", () => {
    for (const key of [["id", "at"], { asc: "id" }, null, undefined, { desc: desc("id") }]) {
      assert.throws(() => frame.orderBy(key as never), {
        name: "TypeError",
        message: `orderBy orders by column names and desc(name), got ${JSON.stringify(key)}`,
      });
    }
  });
});
