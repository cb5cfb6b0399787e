import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { compressContent, encodeObject } from "./encode-object.js";
import { schemaJson, sourcesJson } from "./lake-metadata.js";
import { makeLakeTruth } from "./lake-truth.js";
import { makePopulation } from "./make-population.js";
import { makeSections } from "./make-sections.js";
import { type PlannedDamage, planDamage } from "./plan-damage.js";
import type { StoredPing } from "./types.js";
import type { SampleLake, SampleLakeOptions } from "./write-sample-lake.js";

const CONCURRENCY = 4;

/** Does what {@link writeSampleLake} is asked for. */
export async function writeLake(options: SampleLakeOptions): Promise<SampleLake> {
  const { seed = 1, scale = 1, damage: damageWanted = 0, signal } = options;
  const write = options.write ?? options.store?.write.bind(options.store);
  if (write === undefined) throw new TypeError("writeSampleLake needs a store or a write, got neither");
  if (!Number.isSafeInteger(damageWanted) || damageWanted < 0) {
    throw new RangeError(`damage must be a whole number from 0 on, got ${JSON.stringify(damageWanted)}`);
  }
  const population = makePopulation({ seed, scale });
  const { pings } = population;
  const sections = makeSections(seed);
  const damage = planDamage(pings, damageWanted, seed);
  const objects = sliceObjects(pings);

  const hashes = new Array<Uint8Array>(objects.length);
  const done = { objects: 0, records: 0, storedBytes: 0, contentBytes: 0 };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < objects.length; i = next++) {
      signal?.throwIfAborted();
      const [start, end] = objects[i]!;
      const records = pings.slice(start, end);
      const encoded = encodeObject(records, { seed, sections, damage: damageWithin(damage, start, end) });
      hashes[i] = createHash("sha256").update(encoded.content).digest();
      const stored = await compressContent(encoded);
      const { key } = records[0]!;
      await (encoded.compression === null
        ? write(key, stored)
        : write(key, stored, { contentEncoding: encoded.compression }));
      done.objects++;
      done.records += records.length;
      done.storedBytes += stored.length;
      done.contentBytes += encoded.content.length;
      const { contentBytes: _, ...progress } = done;
      options.onProgress?.({ ...progress, totalObjects: objects.length });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));

  const sha256 = createHash("sha256");
  for (const hash of hashes) sha256.update(hash);
  const readable =
    damage.size === 0 ? population : { ...population, pings: pings.filter((_, i) => !damage.has(i)) };
  const truth = makeLakeTruth(readable, {
    objects: objects.length,
    records: pings.length,
    recordsByDocType: countDocTypes(pings),
    damagedRecords: damage.size,
    contentBytes: done.contentBytes,
    contentSha256: sha256.digest("hex"),
  });
  await write("telemetry-2/schema.json", Buffer.from(schemaJson()));
  await write("sources.json", Buffer.from(sourcesJson(seed, scale)));
  await write("truth.json", Buffer.from(`${JSON.stringify(truth, null, 1)}\n`));
  return { truth, objects: objects.length, records: pings.length, storedBytes: done.storedBytes };
}

/** Finds where each object's pings start and end. */
function sliceObjects(pings: readonly StoredPing[]): [start: number, end: number][] {
  const slices: [number, number][] = [];
  let start = 0;
  for (let end = 1; end <= pings.length; end++) {
    if (pings[end]?.key === pings[start]!.key) continue;
    slices.push([start, end]);
    start = end;
  }
  return slices;
}

function damageWithin(
  damage: ReadonlyMap<number, PlannedDamage>,
  start: number,
  end: number,
): ReadonlyMap<number, PlannedDamage> {
  const within = new Map<number, PlannedDamage>();
  if (damage.size > 0) {
    for (let at = start; at < end; at++) {
      const kind = damage.get(at);
      if (kind !== undefined) within.set(at - start, kind);
    }
  }
  return within;
}

function countDocTypes(pings: readonly StoredPing[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { docType } of pings) counts[docType] = (counts[docType] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
