import { type Damage, type DecodedRecord, type DecodeOptions, decodeObject } from "../../src/decode/index.js";

/** Cuts bytes into chunks of the sizes that `size` gives. */
export async function* chunksOf(bytes: Uint8Array, size: () => number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = Math.max(1, size());
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Decodes everything, with all damage. */
export async function decodeAll(
  bytes: Uint8Array,
  options: DecodeOptions = {},
  size: () => number = () => 1 << 16,
): Promise<{ records: DecodedRecord[]; damages: Damage[] }> {
  const damages: Damage[] = [];
  const records: DecodedRecord[] = [];
  const onDamage = (damage: Damage): void => void damages.push(damage);
  for await (const batch of decodeObject(chunksOf(bytes, size), { onDamage, ...options }))
    records.push(...batch);
  return { records, damages };
}
