import fc from "fast-check";

/** JSON text, put together piece by piece so that it can hold what no object can: names that occur twice, odd numbers. */
type Json = fc.Arbitrary<string>;

/** What should not be where it is, or rarely is. */
const oddValue: Json = fc.constantFrom(
  "null",
  "true",
  "false",
  '"text"',
  "[]",
  "[1,2]",
  "{}",
  '{"a":1}',
  "-1",
  "-0",
  "0.5",
  "5.0",
  "1e3",
  "-2.5",
  "9007199254740993",
  "123456789012345678",
  "9223372036854775807",
  "92233720368547758080",
  "1e300",
);
const smallNumber: Json = fc.integer({ min: 0, max: 20_000 }).map(String);
const number: Json = fc.oneof({ weight: 60, arbitrary: smallNumber }, { weight: 1, arbitrary: oddValue });

/** Names, some of which are the same but for how they are written. */
const metricName: Json = fc.constantFrom(
  "GC_MS",
  "GC\\u005fMS",
  "CYCLE_COLLECTOR",
  "USE_COUNTER2_X_PAGE",
  "SEARCH_COUNTS",
  "MESSAGE_MANAGER_MESSAGE_SIZE",
  "lower_case",
  "BAD NAME",
  "__proto__",
  "constructor",
  "",
  "NUL\\u0000",
  "\\ud800",
  "größe",
);
const labelName: Json = fc.constantFrom(
  "a",
  "b",
  "\\u0061",
  "größer",
  "",
  "\\ud83d\\ude00",
  "\\udc00",
  "x\\u0000",
  "__proto__",
  "7",
);
const scalarName: Json = fc.constantFrom(
  "browser.engagement.tab_open_event_count",
  "browser.engagement.navigation.urlbar",
  "uptime",
  "Uptime",
  "addonManager",
  "telemetry.test\\u002eint",
  "startup",
);
const space: Json = fc.constantFrom("", "", "", " ", "\n\t ");

function object(name: Json, value: Json, maxLength = 5): Json {
  const member = fc.tuple(space, name, space, value);
  // A name rarely occurs twice: then the ping must be read as a document.
  const members = fc.oneof(
    { weight: 40, arbitrary: fc.uniqueArray(member, { maxLength, selector: ([, text]) => text }) },
    { weight: 1, arbitrary: fc.array(member, { maxLength }) },
  );
  return fc
    .tuple(members, space)
    .map(([list, end]) => `{${list.map(([s, n, t, v]) => `${s}"${n}"${t}:${t}${v}`).join(",")}${end}}`);
}

const bucketName: Json = fc.oneof(
  {
    weight: 90,
    arbitrary: fc.constantFrom("0", "1", "2", "3", "4", "7", "12", "29", "70", "170", "412", "1000"),
  },
  { weight: 1, arbitrary: fc.constantFrom("5", "-1", "01", "1.5", "x", "99999999999", "\\u0031", "") },
);
const histogram: Json = fc
  .record({
    range: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom("[1,1000]", "[ 1 , 2 ]", "[1,12]") },
      { weight: 1, arbitrary: oddValue },
    ),
    bucket_count: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom("10", "3", "13") },
      { weight: 1, arbitrary: oddValue },
    ),
    histogram_type: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom("0", "1", "2", "3", "4", "5", "9") },
      { weight: 1, arbitrary: oddValue },
    ),
    values: fc.oneof(
      { weight: 60, arbitrary: object(bucketName, number, 8) },
      { weight: 1, arbitrary: oddValue },
    ),
    sum: number,
    order: fc.shuffledSubarray(["range", "bucket_count", "histogram_type", "values", "sum"], {
      minLength: 4,
    }),
    more: fc.constantFrom(
      "",
      "",
      "",
      "",
      "",
      "",
      ',"log_sum":1.5',
      ',"sum":7',
      ',"values":{"1":3}',
      ',"\\u0073um":8',
    ),
  })
  .map((parts) => {
    const members = parts.order.map((name) => `"${name}":${parts[name as "sum"]}`);
    return `{${members.join(",")}${parts.more}}`;
  });
const histogramOrOdd: Json = fc.oneof(
  { weight: 30, arbitrary: histogram },
  { weight: 1, arbitrary: oddValue },
);
const histograms: Json = object(metricName, histogramOrOdd);
const keyedHistograms: Json = object(
  metricName,
  fc.oneof({ weight: 30, arbitrary: object(labelName, histogramOrOdd) }, { weight: 1, arbitrary: oddValue }),
);
const scalars: Json = object(scalarName, number);
const nested: Json = object(
  scalarName,
  fc.oneof(number, object(scalarName, fc.oneof(number, fc.constant('{"deep":1}')))),
);
const keyedScalars: Json = object(
  scalarName,
  fc.oneof({ weight: 30, arbitrary: object(labelName, number) }, { weight: 1, arbitrary: oddValue }),
);

function sections(): Json {
  const section = fc.oneof(
    histograms.map((text) => `"histograms":${text}`),
    keyedHistograms.map((text) => `"keyedHistograms":${text}`),
    nested.map((text) => `"simpleMeasurements":${text}`),
    scalars.map((text) => `"scalars":${text}`),
    keyedScalars.map((text) => `"keyedScalars":${text}`),
    oddValue.map((text) => `"histograms":${text}`),
  );
  return fc.array(section, { maxLength: 5 }).map((list) => list.join(","));
}

const processes: Json = object(
  fc.constantFrom("parent", "content", "gpu", "extension", "dynamic"),
  fc.oneof(
    { weight: 30, arbitrary: sections().map((text) => `{${text}}`) },
    { weight: 1, arbitrary: oddValue },
  ),
  4,
);
const children: Json = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .array(
        sections().map((text) => `{${text}}`),
        { maxLength: 3 },
      )
      .map((list) => `[${list.join(",")}]`),
  },
  { weight: 1, arbitrary: fc.constantFrom("null", "{}", "[1]", "[{},null]") },
);

/** The first two of some texts, and rarely another. */
function often(first: string, second: string, ...others: readonly string[]): Json {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(first, second) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** The text of a main ping that may hold anything. */
export const messyPing: Json = fc
  .record({
    channel: often('"nightly"', '"beta"', '"esr"', "null"),
    version: often('"41.0a1"', '"42.0"', "7"),
    buildId: often('"20170601030201"', '"20170602030201"', '"today"'),
    os: fc.constantFrom('"Linux"', '"Windows_NT"', '"\\u0057indows_NT"'),
    osVersion: often('"6.1"', '"3.19.0-30"', "6"),
    e10s: often("true", "false", "null"),
    sampleId: often("42", "99.5", "100", '"42"'),
    client: often('"c1"', '"c2"', "null"),
    payload: sections(),
    processes,
    children,
    hasChildren: fc.boolean(),
  })
  .map((p) => {
    const childPayloads = p.hasChildren ? `"childPayloads":${p.children},` : "";
    const payload = p.payload === "" ? "" : `,${p.payload}`;
    return (
      `{"clientId":${p.client},"meta":{"submissionDate":"20170603","sampleId":${p.sampleId}},` +
      `"application":{"channel":${p.channel},"version":${p.version},"buildId":${p.buildId},"name":"Firefox","architecture":"x86"},` +
      `"environment":{"settings":{"e10sEnabled":${p.e10s}},"system":{"os":{"name":${p.os},"version":${p.osVersion}}}},` +
      `"payload":{${childPayloads}"processes":${p.processes}${payload}}}`
    ).replaceAll("\n", " ");
  });
