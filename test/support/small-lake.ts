import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compressObject, encodeHeka, type PingDocument } from "../../src/decode/index.js";
import { openFolderStore, openMemoryStore, type Store } from "../../src/store/index.js";

export const dimensions: string[] = ["submissionDate", "docType", "channel"];

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

/** An id of the shape that Firefox gives, from a number. */
export function idOf(value: number): string {
  return `${hex(value, 8)}-0000-4000-8000-${hex(value * 7919, 12)}`;
}

/** A ping with a payload, a histogram and a time. */
export function pingOf(index: number, docType = "main"): PingDocument {
  return {
    type: docType,
    id: idOf(index),
    clientId: idOf(1_000_000 + (index % 37)),
    payload: {
      reason: index % 3 === 0 ? "startup" : "shutdown",
      info: { sessionLength: index % 5 === 0 ? null : index * 10 },
      histograms: {
        GC_MS: {
          range: [1, 100],
          bucket_count: 5,
          histogram_type: 0,
          sum: index,
          values: { 1: index, 5: 0 },
        },
      },
    },
    meta: { Timestamp: 1_497_398_400_000_000_000 + index * 256, creationTimestamp: 1.4973984e18, docType },
  };
}

/** Writes `days` × 2 doc types × 2 channels objects of `perObject` pings each; every compression occurs. */
export async function writeSmallLake(
  store: Store,
  { days = 3, perObject = 20 }: { days?: number; perObject?: number } = {},
): Promise<number> {
  let index = 0;
  for (let day = 0; day < days; day++) {
    for (const docType of ["main", "new_profile"]) {
      for (const channel of ["beta", "nightly"]) {
        const pings = Array.from({ length: perObject }, () => pingOf(index++, docType));
        const heka = encodeHeka(pings, { snappy: index % 40 === 0 });
        const bytes = day % 3 === 0 ? heka : await compressObject(heka, day % 3 === 1 ? "gzip" : "zstd");
        await store.write(`lake/2017061${day}/${docType}/${channel}/part-0.heka`, bytes);
      }
    }
  }
  return index;
}

export const smallLakeInMemory = async (options?: { days?: number; perObject?: number }): Promise<Store> => {
  const store = openMemoryStore();
  await writeSmallLake(store, options);
  return store;
};

/** A small lake in a folder of its own, which goes when the test does. */
export async function smallLakeInFolder(
  test: { after(done: () => void): void },
  options?: { days?: number; perObject?: number },
): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "pingframe-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const store = openFolderStore(folder);
  await writeSmallLake(store, options);
  return store;
}
