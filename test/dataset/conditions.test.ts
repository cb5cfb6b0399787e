import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  bindDataset,
  type DatasetView,
  getPingsProperties,
  type RecordsOptions,
} from "../../src/dataset/index.js";
import { createLocalEngine } from "../../src/engine/index.js";
import { PlanError } from "../../src/errors.js";
import { formatAccount } from "../../src/scan/index.js";
import { dimensions, idOf, smallLakeInMemory } from "../support/small-lake.js";

const Dataset = bindDataset(() => ({ engine: createLocalEngine({ threads: 0 }) }));
const open = async (): Promise<DatasetView<object>> =>
  Dataset.fromStore(await smallLakeInMemory(), dimensions, { prefix: "lake" });

const clients = new Set([2, 4, 8, 16].map((client) => idOf(1_000_000 + client)));

describe("records({ keep, require })", () => {
  it("gives the same pings as columns, as documents and through a filter, and the same account", async () => {
    const dataset = await open();
    const options = { keep: { clientId: clients }, require: ["payload/info/sessionLength"] };
    const pings = dataset.records(options) as never as ReturnType<typeof dataset.records>;
    const frame = await getPingsProperties(pings as never, ["id", "clientId"] as never);
    const account = pings.lastAccount;
    const documents: { id: string; clientId: string }[] = [];
    for await (const ping of pings) documents.push(ping as never);
    assert.deepEqual(pings.lastAccount, account);
    assert.deepEqual(
      (frame.toObjects() as unknown as typeof documents).map(({ id }) => id),
      documents.map(({ id }) => id),
    );
    assert.ok(documents.length > 0 && documents.every(({ clientId }) => clients.has(clientId)));
    assert.equal(await pings.count(), documents.length);
    assert.equal(await pings.filter(() => true).count(), documents.length);
    const whole = await dataset.records().count();
    assert.ok(account !== null && account.notRequired > 0);
    assert.equal(account.records + account.notRequired + account.notKept, whole);
    const text = formatAccount(account);
    assert.match(text, /outside the sets kept \(dropped\): \d+/);
    assert.match(text, /without a required property \(dropped\): \d+/);
  });

  it("keeps what all sets hold, and copies them when it is called", async () => {
    const dataset = await open();
    const reasons = ["startup"];
    const pings = dataset.records({ keep: { clientId: clients, "payload/reason": reasons } });
    reasons.push("shutdown");
    const both = await pings.count();
    assert.ok(both > 0 && both < (await dataset.records({ keep: { clientId: clients } }).count()));
    assert.equal(await dataset.records({ keep: { clientId: [] } }).count(), 0);
    assert.equal(await dataset.records({ keep: {}, require: [] }).count(), 240);
  });

  it("refuses what is no set and no path, and never tells what is in a set", async () => {
    const dataset = await open();
    const records = (options: unknown) => () => dataset.records(options as RecordsOptions);
    assert.throws(
      records({ keep: { clientId: "abc" } }),
      /keep needs a set or a list of texts for "clientId", got string/,
    );
    assert.throws(records({ keep: { clientId: ["secret", 7] } }), (error) => {
      assert.ok(error instanceof TypeError && !error.message.includes("secret"));
      return /got number among them/.test(error.message);
    });
    assert.throws(records({ keep: clients }), /keep must be an object from paths to sets/);
    assert.throws(records({ keep: { "payload/histograms/GC_MS": ["a"] } }), PlanError);
    assert.throws(records({ keep: { "payload//reason": ["a"] } }), PlanError);
    assert.throws(records({ require: "clientId" }), /require must be a list of paths, got "clientId"/);
    assert.throws(records({ require: ["a", "a"] }), PlanError);
    assert.throws(records({ validate: "no" }), /validate must be true or false, got "no"/);
  });
});

describe("explain(options)", () => {
  it("tells below the table what the options leave out, without an id", async () => {
    const dataset = await open();
    const text = String(
      await dataset.explain({
        limitFiles: 3,
        sample: 0.1,
        keep: { clientId: clients },
        require: ["payload/reason"],
        limitRecords: 10,
        onBadRecord: "fail",
        validate: false,
      }),
    );
    assert.deepEqual(text.split("\n").slice(-7), [
      "reads only the first 3 of the objects",
      "keeps 10 of 100 groups of clients",
      "keeps pings whose clientId is one of 4",
      "drops pings without payload/reason",
      "stops after 10 pings",
      "stops at the first damaged record",
      "does not check JSON that nobody asked for",
    ]);
    const bySample = await dataset.explain({ sample: 0.5, sampleBy: "file" });
    assert.match(String(bySample), /reads a sample of the objects, 0.5 of them$/);
    assert.doesNotMatch(String(await dataset.explain()), /keeps|drops pings|stops/);
    await assert.rejects(dataset.explain({ sample: 2 }), RangeError);
  });
});
