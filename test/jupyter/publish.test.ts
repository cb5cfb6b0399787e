import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type NotebookOutput, publishable, SeenData } from "../../src/report/index.js";
import { sampleLake } from "../bin/sample-lake.js";
import { jupyter } from "../notebook/test-environment.js";
import { driveKernel } from "./drive-kernel.js";

describe("publishing what a kernel has shown", () => {
  it("finds the identifiers that cells let out, known from what the kernel noted", async (test) => {
    const environment = await jupyter(test);
    if (environment === null) return;
    const folder = mkdtempSync(join(tmpdir(), "pingframe-seen-"));
    const file = join(folder, "seen");
    const kernel = driveKernel(environment, {
      PINGFRAME_SOURCES: await sampleLake(5, 0.02),
      PINGFRAME_SEEN: file,
    });
    try {
      const sources = [
        `import { Dataset, getPingsProperties, plotBars, show } from "pingframe";
         const pings = Dataset.fromSource("telemetry").where({ docType: "new-profile" }).records({ limitFiles: 3 });
         const frame = await getPingsProperties(pings, ["clientId", "payload/reason"]);
         const part = (frame.column("clientId").at(0) as string).slice(0, 13);
         show(frame);`,
        "console.error(part)",
        "show([{ part: part, n: 1 }])",
        "show(plotBars({ [part]: 3 }, { title: 'Parts' }))",
      ];
      const cells = [];
      for (const source of sources) {
        const { outputs, status } = await kernel.run(source);
        assert.equal(status, "ok", JSON.stringify(outputs));
        cells.push({
          cell_type: "code",
          source,
          outputs: outputs.map(({ type, ...rest }) => ({ output_type: type, ...rest })) as NotebookOutput[],
        });
      }
      const seen = SeenData.fromLines(readFileSync(file, "utf8"));
      assert.equal(seen.isSynthetic, true);
      assert.ok(seen.identifiers.size > 0);
      const findings = publishable({ cells }, seen);
      assert.deepEqual(
        [...new Set(findings.map(({ rule, where }) => `${rule}: ${where.replace(/,? \(.*| \(.*/, "")}`))],
        ["identifier: cell 2, stderr", "identifier: cell 3, output 1", "identifier: cell 4, output 1"],
      );
      assert.ok(findings.some(({ where }) => where.includes("vnd.vegalite.v5+json), layer")));
      assert.ok(findings.some(({ where }) => where.includes("image/svg+xml")));
      // The other id column was not asked for, so it was not seen.
      assert.deepEqual(publishable({ cells: cells.slice(0, 1) }, seen), []);
    } finally {
      await kernel.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
