import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Document, documentsIn, percentileOf, reportOf, smallLake } from "./run-notebook.js";

const DAY_MS = 86_400_000;

describe("ping-delays", async () => {
  const lake = await smallLake();
  const report = await reportOf("ping-delays", "--sources", lake);
  const received = (await documentsIn(`${lake}/data`)).filter(
    ({ meta }) =>
      ["main", "new-profile", "crash", "event", "update"].includes(meta.docType) &&
      meta.submissionDate >= "20170614" &&
      meta.submissionDate < "20170620" &&
      meta.appUpdateChannel === "beta",
  );
  const earliest = new Map<string, Document>();
  for (const ping of received) {
    const before = earliest.get(ping.id);
    if (before === undefined || ping.meta.Timestamp < before.meta.Timestamp) earliest.set(ping.id, ping);
  }
  // The lake's headers are as toUTCString writes them, so Date.parse reads them rightly.
  const pings = [...earliest.values()].map(({ meta, payload }) => {
    const sent = Date.parse(meta.Date);
    return {
      docType: meta.docType as string,
      isShutdown: meta.docType === "main" && payload?.info?.reason === "shutdown",
      hasPingsender: meta["X-PingSender-Version"] !== undefined,
      skewMs: meta.Timestamp / 1e6 - sent,
      rawMs: (meta.Timestamp - meta.creationTimestamp) / 1e6,
      correctedMs: sent - meta.creationTimestamp / 1e6,
    };
  });
  const count = (keep: (ping: (typeof pings)[number]) => boolean): number => pings.filter(keep).length;

  it("keeps the first arrival of each document", () => {
    assert.deepEqual(report.figure("duplicates"), [received.length - earliest.size, received.length]);
    assert.deepEqual(report.figure("without-times"), [0, earliest.size]);
    assert.deepEqual(report.figure("without-date"), [0, earliest.size]);
  });

  it("says how many clocks are off", () => {
    for (const [id, ms] of [
      ["minute", 60_000],
      ["hour", 3_600_000],
      ["day", DAY_MS],
    ] as const) {
      assert.deepEqual(report.figure(`clock-off-${id}`), [
        count(({ skewMs }) => Math.abs(skewMs) > ms),
        pings.length,
      ]);
    }
    assert.ok(count(({ skewMs }) => Math.abs(skewMs) > DAY_MS) > 0);
  });

  it("corrects to the difference of the client's own two times", () => {
    assert.deepEqual(report.figure("negative-raw"), [count(({ rawMs }) => rawMs < -1000), pings.length]);
    assert.deepEqual(report.figure("negative-corrected"), [
      count(({ correctedMs }) => correctedMs < -1000),
      pings.length,
    ]);
    assert.ok(count(({ rawMs }) => rawMs < -1000) > 10);
    for (const { percentile, raw, corrected } of report.table("Percentiles of the delay")) {
      const p = Number(percentile);
      const expected = [pings.map(({ rawMs }) => rawMs), pings.map(({ correctedMs }) => correctedMs)];
      for (const [i, found] of [raw, corrected].entries()) {
        assert.ok(
          Math.abs(Number(found) - percentileOf(expected[i]!, p) / 60_000) <= 0.0501,
          `percentile ${p}`,
        );
      }
    }
  });

  it("compares document types", () => {
    const docTypes = [...new Set(pings.map(({ docType }) => docType))];
    assert.equal(docTypes.length, 5);
    for (const docType of docTypes) {
      const within = count((ping) => ping.docType === docType && ping.correctedMs <= DAY_MS);
      assert.deepEqual(report.figure(`within-a-day-${docType}`), [
        within,
        count((ping) => ping.docType === docType),
      ]);
    }
  });

  it("compares the pingsender with Firefox itself", () => {
    for (const [id, hasPingsender] of [
      ["pingsender", true],
      ["firefox", false],
    ] as const) {
      const sent = pings.filter((ping) => ping.isShutdown && ping.hasPingsender === hasPingsender);
      const within = sent.filter(({ correctedMs }) => correctedMs <= 3_600_000);
      assert.deepEqual(report.figure(`within-an-hour-${id}`), [within.length, sent.length]);
    }
  });

  it("judges that no ping arrives before it is made", () => {
    assert.deepEqual(
      report.json.checks.map(({ id, isMet }) => [id, isMet]),
      [["no-negative-delays", true]],
    );
  });
});
