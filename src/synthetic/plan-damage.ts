import { Random } from "./random.js";
import type { StoredPing } from "./types.js";

/** How a record is damaged on purpose. */
export type PlannedDamage = "header" | "unit-separator" | "json" | "truncation";

/**
 * Chooses the records to damage, spread over a lake: by turns in the header, the unit separator and the
 * document, and by cutting off an object's last record.
 *
 * @param wanted - How many records; at most every tenth is damaged.
 * @returns The kind of damage by position in `pings`.
 */
export function planDamage(
  pings: readonly StoredPing[],
  wanted: number,
  seed: number,
): ReadonlyMap<number, PlannedDamage> {
  const random = new Random(seed, "damage");
  const planned = new Map<number, PlannedDamage>();
  const limit = Math.min(wanted, Math.floor(pings.length / 10));
  // Two damaged neighbours would look like one damage.
  const isFree = (at: number): boolean => !planned.has(at - 1) && !planned.has(at) && !planned.has(at + 1);
  while (planned.size < limit) {
    const kind = (["json", "unit-separator", "truncation", "header"] as const)[planned.size % 4]!;
    const at = random.integer(0, pings.length - 1);
    let last = at;
    while (pings[last]?.key === pings[last + 1]?.key) last++;
    if (kind === "truncation" && isFree(last)) planned.set(last, kind);
    else if (isFree(at)) planned.set(at, kind === "truncation" ? "json" : kind);
  }
  return planned;
}

/** Damages an encoded record; `json` has been done while encoding. Changes `record`. */
export function damageRecord(record: Uint8Array, kind: PlannedDamage | undefined): Uint8Array {
  // A separator, the header's length, the header, the unit separator, the message.
  if (kind === "header") record[2] = 0;
  if (kind === "unit-separator") record[2 + record[1]!] = 0x20;
  return kind === "truncation" ? record.subarray(0, record.length >> 1) : record;
}
