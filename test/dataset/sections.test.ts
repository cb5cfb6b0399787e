import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { bindDataset, getPingsProperties, Pings } from "../../src/dataset/index.js";
import { encodeHeka, type PingDocument } from "../../src/decode/index.js";
import { createLocalEngine } from "../../src/engine/index.js";
import { Frame } from "../../src/frame/index.js";
import type { UntypedPing } from "../../src/ping/index.js";
import { dimensions, smallLakeInFolder } from "../support/small-lake.js";

const secret = "c0ffee00-dead-4eef-8000-000000000001";
const document = {
  id: secret,
  type: "main",
  clientId: secret,
  meta: { clientId: secret, documentId: secret, docType: "main", sourceVersion: 4 },
  environment: { experiments: { study: { enrollmentId: secret } }, system: { gfx: { monitors: [1, 2] } } },
  payload: {
    info: { sessionId: secret, reason: "shutdown", deep: [{ at: [secret] }] },
    childPayloads: [{ sessionId: secret }],
    processes: { parent: { scalars: { "deletion.request.context_id": secret } } },
  },
} as const;
const sections = [
  "payload",
  "payload/info",
  "payload/childPayloads",
  "payload/processes/parent/scalars",
  "payload/processes/parent/scalars/deletion.request.context_id",
  "meta",
  "environment",
  "environment/experiments",
] as const;

type Shown = Pick<Frame<{ readonly any: unknown }>, "toString" | "toHTML" | "toCSV">;
const shownTexts = (frame: Shown): string[] => [
  frame.toString({ width: 10_000 }),
  frame.toHTML(),
  frame.toCSV(),
  inspect(frame),
];

describe("columns of whole sections", () => {
  it("show no identifier in text, HTML and CSV, whichever way the pings were read", async (test) => {
    const store = await smallLakeInFolder(test as never, { days: 1, perObject: 1 });
    const bytes = encodeHeka([document as unknown as PingDocument]);
    for (const part of [0, 1]) await store.write(`lake/20170610/main/beta/part-${part}.heka`, bytes);
    const engines = [
      createLocalEngine({ threads: 0 }),
      createLocalEngine({ threads: 2, threadedFromBytes: 0 }),
    ];
    test.after(() => Promise.all(engines.map((engine) => engine.close())));
    const scans = engines.map((engine) =>
      bindDataset(() => ({ engine, onEvent: () => {} }))
        .fromStore(store, dimensions, { prefix: "lake" })
        .records(),
    );
    for (const pings of [
      ...scans,
      scans[0]!.filter(() => true),
      Pings.of<PingDocument>([document as never]),
    ]) {
      const frame = await getPingsProperties(pings, sections);
      for (const part of [frame, frame.select("payload").slice(0, 2), frame.countBy("payload/info")]) {
        for (const text of shownTexts(part)) assert.doesNotMatch(text, /c0ffee|00000000-0000-4000|sessionId/);
      }
      assert.ok(frame.toObjects().some((row) => row.payload?.info.sessionId === secret));
      assert.match(frame.toString({ reveal: true, width: 10_000 }), /c0ffee00/);
    }
  });

  it("stay hidden when pings were mapped to other shapes", async () => {
    const mapped = Pings.of([document]).map(({ payload }) => ({ about: payload.info }));
    const frame = await getPingsProperties(mapped, { about: "about" } as never);
    for (const text of shownTexts(frame)) assert.doesNotMatch(text, /c0ffee/);
  });

  it("are shown where they are known to hold none, and strings and numbers always are", async () => {
    const other = { ...document, meta: { ...document.meta, sourceVersion: "4" } };
    const frame = await getPingsProperties(Pings.of<UntypedPing>([document, other]), {
      gfx: "environment/system/gfx",
      reason: "payload/info/reason",
      version: "meta/sourceVersion",
    });
    assert.match(frame.toString(), /\{monitors: \[1, 2\]\} +shutdown +4/);
  });

  it("can be marked by hand", () => {
    const frame = Frame.fromObjects([{ payload: { sessionId: secret } }]);
    assert.match(frame.toString(), /c0ffee/);
    assert.doesNotMatch(frame.withIds("payload").toString(), /c0ffee|sessionId/);
  });

  it("that go deeper than the stack are cut, not followed", () => {
    const deep = JSON.parse(`${"[".repeat(20_000)}"${secret}"${"]".repeat(20_000)}`);
    const frame = Frame.fromColumns({ deep: [deep] }).withIds("deep");
    for (const text of shownTexts(frame)) assert.doesNotMatch(text, /c0ffee/);
  });
});
