import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { writeRollupLake } from "../../src/synthetic/index.js";

async function write(
  seed: number,
): Promise<{ files: Map<string, string>; lake: Awaited<ReturnType<typeof writeRollupLake>> }> {
  const files = new Map<string, string>();
  const store = {
    write: async (key: string, bytes: Uint8Array) =>
      void files.set(key, Buffer.from(bytes).toString("base64")),
  };
  return { files, lake: await writeRollupLake({ store, seed, scale: 0.05 }) };
}

describe("writeRollupLake", () => {
  it("writeRollupLake({ seed }) writes the same lake each time, and another for another seed", async () => {
    const [one, again, other] = [await write(3), await write(3), await write(4)];
    assert.deepEqual(again.files, one.files);
    assert.notDeepEqual(other.files, one.files);
    assert.equal(one.lake.objects, one.files.size - 4);
  });

  it("writeRollupLake has the regression in its truth: GC_MS is slower in one build", async () => {
    const { truth } = (await write(1)).lake;
    const means = new Map<string, { sum: number; n: number }>();
    for (const day of Object.values(truth.days)) {
      for (const { gcMs } of Object.values(day)) {
        for (const [build, { sum, values }] of Object.entries(gcMs)) {
          const mean = means.get(build) ?? { sum: 0, n: 0 };
          mean.sum += sum;
          mean.n += Object.values(values).reduce((a, b) => a + b, 0);
          means.set(build, mean);
        }
      }
    }
    const meanOf = (build: string): number => means.get(build)!.sum / means.get(build)!.n;
    assert.ok(meanOf("nightly/41/20150614") > meanOf("nightly/41/20150613") * 1.4);
  });

  it("writeRollupLake refuses a seed or scale that makes no sense", async () => {
    const store = { write: async () => undefined };
    await assert.rejects(writeRollupLake({ store, seed: -1 }), RangeError);
    await assert.rejects(writeRollupLake({ store, scale: 0 }), RangeError);
  });
});
