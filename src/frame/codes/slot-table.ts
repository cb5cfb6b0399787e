/**
 * An open-addressing table from hashes to codes. The caller compares what the codes stand for, so the
 * table never holds the keys themselves. A JavaScript Map would need a string a key, and ends at 2^24.
 */
export class SlotTable {
  /** Codes plus one by slot; 0 is a free slot. */
  slots: Int32Array;
  /** The hash of each taken slot. */
  hashes: Int32Array;
  /** The number of slots minus one, a power of two minus one. */
  mask: number;
  #free: number;

  constructor(capacity = 1024) {
    this.slots = new Int32Array(capacity);
    this.hashes = new Int32Array(capacity);
    this.mask = capacity - 1;
    this.#free = capacity >> 1;
  }

  /** Takes a free slot, found by probing. The table may move: probe anew for the next key. */
  take(slot: number, hash: number, code: number): void {
    this.slots[slot] = code + 1;
    this.hashes[slot] = hash;
    if (--this.#free === 0) this.#grow();
  }

  #grow(): void {
    const { slots, hashes } = this;
    const capacity = slots.length * 4;
    const mask = capacity - 1;
    const largerSlots = new Int32Array(capacity);
    const largerHashes = new Int32Array(capacity);
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] === 0) continue;
      let slot = hashes[i]! & mask;
      while (largerSlots[slot] !== 0) slot = (slot + 1) & mask;
      largerSlots[slot] = slots[i]!;
      largerHashes[slot] = hashes[i]!;
    }
    this.slots = largerSlots;
    this.hashes = largerHashes;
    this.mask = mask;
    this.#free = (capacity >> 1) - (slots.length >> 1);
  }
}
