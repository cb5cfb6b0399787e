import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { writeSampleProfile } from "../../src/synthetic/index.js";
import { root, runCli } from "../bin/run-cli.js";
import {
  countBy,
  type Document,
  documentsIn,
  percentileOf,
  type Reported,
  reportOf,
} from "./run-notebook.js";

function compare(report: Reported, pings: Document[]): void {
  assert.equal(report.figure("imported"), pings.length);
  const expected = countBy(pings, (ping) => [
    ping.type,
    ping.payload.reason ?? ping.payload.info?.reason ?? null,
  ]);
  const found = report
    .table("Pings by type and reason")
    .map(({ docType, reason, count }) => [`${docType},${reason ?? ""}`, count]);
  assert.deepEqual(Object.fromEntries(found), expected);

  const longest = new Map<string, number>();
  const mains = pings.filter((ping) => ping.type === "main");
  for (const { payload } of mains) {
    const { sessionId, sessionLength } = payload.info;
    longest.set(sessionId, Math.max(longest.get(sessionId) ?? 0, sessionLength));
  }
  for (const p of [25, 50, 75, 95]) {
    const minutes = percentileOf([...longest.values()], p) / 60;
    assert.equal(report.figure(`session-minutes-p${p}`), Math.round(10 * minutes) / 10);
  }
  for (const { histogram, pings: having, values } of report.table("Histograms that most pings have")) {
    const raw = mains.map(({ payload }) =>
      [payload, ...Object.values<Document>(payload.processes ?? {})].flatMap(
        (container) => container.histograms?.[String(histogram)] ?? [],
      ),
    );
    assert.equal(having, raw.filter((histograms) => histograms.length > 0).length);
    const total = raw.flat().flatMap((one: Document) => Object.values<number>(one.values));
    if (raw.flat()[0].histogram_type !== 4)
      assert.equal(
        values,
        total.reduce((sum, n) => sum + n, 0),
      );
  }
}

const leftOver = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("your-own-firefox-"));

describe("your-own-firefox", () => {
  it("looks at a made-up profile where none is given, and leaves nothing behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
    try {
      await writeSampleProfile(folder, { days: 28 });
      const before = leftOver();
      compare(await reportOf("your-own-firefox"), await documentsIn(folder));
      assert.deepEqual(leftOver(), before);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("looks at the archive of a real Firefox", async () => {
    const profile = join(root, "test/importing/fixtures/profile");
    compare(await reportOf("your-own-firefox", "--profile", profile), await documentsIn(profile));
  });

  it("looks at the histogram asked for", async () => {
    const report = await reportOf("your-own-firefox", "--probe", "GC_MS");
    assert.deepEqual(
      report.table("The histogram asked for").map(({ histogram }) => histogram),
      ["GC_MS"],
    );
  });

  it("says why nothing could be imported, and leaves nothing behind", async () => {
    const before = leftOver();
    const { code, stderr } = await runCli(["report", "your-own-firefox", "--profile", "no-such-profile"]);
    assert.equal(code, 1);
    assert.match(stderr, /nothing could be imported: no such file or folder/);
    assert.deepEqual(leftOver(), before);
  });
});
