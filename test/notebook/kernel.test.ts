import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { messageOf } from "../../src/notebook/index.js";
import { type Answer, type KernelSession, startKernelSession } from "./kernel-session.js";
import { jupyter } from "./test-environment.js";

const imports = 'import { Dataset, getPingsProperties, Frame } from "pingframe";';
const cells = [
  'const pings = Dataset.fromSource("telemetry").where({ docType: "main" }).records();',
  'const frame = Frame.fromObjects([{ os: "Linux", seconds: 1 }, { os: "Darwin", seconds: 2 }]);',
];

describe("the kernel, in a folder outside the project", () => {
  let session: KernelSession | null = null;
  /** What was asked after the first import, and how long it took. */
  const taken: [string, number][] = [];

  before(async (context) => {
    const environment = await jupyter(context as TestContext);
    if (environment === null) return;
    session = startKernelSession(environment);
    for (const code of [imports, ...cells]) {
      const { status, outputs } = await session.execute(code);
      assert.equal(status, "ok", messageOf(outputs).message);
    }
  });
  after(() => session?.stop());

  const asks = (
    promise: string,
    ask: (kernel: KernelSession) => Promise<Answer>,
    judge: (answer: Answer) => void,
  ) =>
    it(promise, async (test) => {
      if (session === null) {
        await jupyter(test);
        return;
      }
      const answer = await ask(session);
      taken.push([promise, answer.seconds]);
      judge(answer);
    });
  const textOf = ({ outputs }: Answer): string =>
    outputs.map((output) => String(output["text"] ?? "")).join("");
  const offers = (promise: string, code: string, first: readonly string[]) =>
    asks(
      promise,
      (kernel) => kernel.complete(code),
      ({ matches }) =>
        assert.deepEqual(
          first.filter((name) => !matches.includes(name)),
          [],
          matches.join(", "),
        ),
    );

  offers("completes properties by accessor", "getPingsProperties(pings, { s: p => p.payload.info.", [
    "sessionLength",
    "reason",
    "subsessionLength",
  ]);
  asks(
    "completes the start of a property's name",
    (kernel) => kernel.complete("getPingsProperties(pings, { s: p => p.payload.info.sessionL"),
    ({ matches, cursor_start, cursor_end }) => {
      assert.equal(matches[0], "sessionLength");
      assert.equal(cursor_end - cursor_start, "sessionL".length);
    },
  );
  asks(
    "completes names of columns right after the quote, and nothing else",
    (kernel) => kernel.complete('frame.column("'),
    ({ matches }) => assert.deepEqual([...matches].sort(), ["os", "seconds"]),
  );
  offers("completes columns of a row", "frame.filter((row) => row.", ["os", "seconds"]);
  offers("completes dimensions", 'pings; Dataset.fromSource("telemetry").where({ doc', ["docType"]);

  asks(
    "shows a function's documentation and its signature",
    (kernel) => kernel.inspect("getPingsProperties(pings)", 5),
    ({ data }) => {
      assert.match(data["text/plain"] ?? "", /Promise<[\s\S]*Takes properties from pings as a typed frame/);
    },
  );
  asks(
    "shows a method's documentation with the types of this frame",
    (kernel) => kernel.inspect('frame.column("os")', 8),
    ({ data }) => assert.match(data["text/plain"] ?? "", /os: string[\s\S]*A column/),
  );

  asks(
    "names the paths there are for one that is not",
    (kernel) => kernel.execute('await getPingsProperties(pings, ["payload/info/sessionLenth"]);'),
    (answer) => {
      assert.equal(answer.status, "error");
      assert.match(
        textOf(answer),
        /^1:\d+ - .*"payload\/info\/reason".*Did you mean '"payload\/info\/sessionLength"'/,
      );
    },
  );
  asks(
    "names the property that an accessor means",
    (kernel) => kernel.execute("await getPingsProperties(pings, { s: p => p.payload.info.sessionLenth });"),
    (answer) => assert.match(textOf(answer), /Did you mean 'sessionLength'/),
  );
  asks(
    "runs a cell with the whole library in scope",
    (kernel) => kernel.execute('frame.filter((row) => row.os === "Linux").length'),
    (answer) => assert.equal(textOf(answer), "1\n"),
  );

  asks(
    "scans in worker threads",
    (kernel) =>
      kernel.execute(
        [
          'import { createLocalEngine, openFolderStore } from "pingframe";',
          'const store = openFolderStore("lake");',
          'const line = new TextEncoder().encode(\'{"id":"a"}\\n\');',
          'for (const day of ["1", "2"]) await store.write("lake/" + day + "/a.json", line);',
          "const engine = createLocalEngine({ threads: 2, threadedFromBytes: 0 });",
          'const lake = Dataset.fromStore(store, ["day"], { prefix: "lake", engine: engine, onEvent: null });',
          "const counted = await lake.records().count();",
          "await engine.close();",
          "counted",
        ].join("\n"),
      ),
    (answer) => assert.equal(textOf(answer), "2\n", messageOf(answer.outputs).message),
  );

  it("answers well under a second after the first import", (test) => {
    if (session === null) {
      test.skip("SKIPPED: no kernel");
      return;
    }
    // A machine that runs other tests too is slow at times; the median is what a user feels.
    const seconds = taken.map(([, time]) => time).sort((a, b) => a - b);
    assert.ok((seconds[Math.floor(seconds.length / 2)] ?? 0) < 1, JSON.stringify(taken));
  });
});
