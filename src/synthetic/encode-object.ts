import { Buffer } from "node:buffer";
import { compressObject, type HekaGeneration } from "../decode/index.js";
import { composePing } from "./compose-ping.js";
import { encodeSyntheticPing } from "./encode-synthetic-ping.js";
import type { Sections } from "./make-sections.js";
import { damageRecord, type PlannedDamage } from "./plan-damage.js";
import { Random } from "./random.js";
import type { StoredPing } from "./types.js";

/** Options of {@link encodeObject}. */
export interface ObjectOptions {
  readonly seed: number;
  readonly sections: Sections;
  /** The damage to do, by position in the object's pings. */
  readonly damage: ReadonlyMap<number, PlannedDamage>;
}

/** An object's content before compression, and how it is to be compressed. */
export interface EncodedObject {
  readonly content: Uint8Array;
  readonly compression: "gzip" | "zstd" | null;
}

/** How an object's records are stored: one generation of content or both, raw Snappy or not or both. */
interface Style {
  readonly compression: "gzip" | "zstd" | null;
  readonly generations: readonly HekaGeneration[];
  readonly snappy: readonly boolean[];
}

/**
 * Encodes the pings of one object. Objects differ in style: most are gzip of records of the second
 * generation, as the pipeline wrote them in 2017; others have records of the first generation, raw Snappy
 * records, zstd, or a mixture.
 */
export function encodeObject(pings: readonly StoredPing[], options: ObjectOptions): EncodedObject {
  const random = new Random(options.seed, "object", pings[0]!.key);
  const style = drawStyle(random);
  const hostname = `ip-172-31-${random.integer(0, 63)}-${random.integer(1, 254)}`;
  const records = pings.map((ping, i) => {
    const damage = options.damage.get(i);
    const record = encodeSyntheticPing(ping, composePing(ping, options.sections), {
      generation: random.pick(style.generations),
      snappy: random.pick(style.snappy),
      hostname,
      random,
      isBroken: damage === "json",
    });
    return damageRecord(record, damage);
  });
  return { content: Buffer.concat(records), compression: style.compression };
}

/** Compresses an object as its style wants. */
export async function compressContent({ content, compression }: EncodedObject): Promise<Uint8Array> {
  if (compression === null) return content;
  return compressObject(content, compression, 1);
}

function drawStyle(random: Random): Style {
  const generations = random.weighted<readonly HekaGeneration[]>([
    [["submission"], 7],
    [["payload"], 2],
    [["submission", "payload"], 1],
  ]);
  const compression = random.weighted<Style["compression"]>([
    ["gzip", 13],
    ["zstd", 4],
    [null, 3],
  ]);
  const snappy = random.weighted<readonly boolean[]>([
    [[true], compression === null ? 8 : 0],
    [[true, false, false, false], compression === null ? 2 : 1],
    [[false], compression === null ? 0 : 15],
  ]);
  return { compression, generations, snappy };
}
