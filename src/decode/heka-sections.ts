/** Where a field with a dotted name goes in the ping, and whether anyone wants it. */
export interface HekaSection {
  readonly path: readonly string[];
  readonly isWanted: boolean;
}

/** Takes dotted field names apart, once each: the same few come with every record. */
export class HekaSections {
  readonly #wants: (path: readonly string[]) => boolean;
  readonly #known = new Map<string, HekaSection | null>();

  constructor(wants: (path: readonly string[]) => boolean = () => true) {
    this.#wants = wants;
  }

  /** The section that a field holds, or null for a member of `meta`, which has no dot in its name. */
  get(name: string): HekaSection | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const path = name.split(".");
    const section = path.length === 1 ? null : { path, isWanted: this.#wants(path) };
    // Hostile data may bring any number of names.
    if (this.#known.size < 10_000) this.#known.set(name, section);
    return section;
  }
}
