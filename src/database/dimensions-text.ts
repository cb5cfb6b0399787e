const UNPLAIN = /["\\]|[^ -\uffff]/;

/**
 * Writes dimensions as PostgreSQL prints a jsonb: members sorted by the length of their names in bytes and then by these, a
 * blank after each comma and colon. Two are equal as JSON exactly if their texts are, whatever order their members
 * come in.
 */
export class DimensionsText {
  #names: readonly string[] = [];
  #sorted: readonly string[] = [];
  /** What comes before each value: the sorted names, quoted. */
  #leads: readonly string[] = [];

  /** @param dimensions - Its texts have no lone surrogates. */
  of(dimensions: Readonly<Record<string, string | boolean>>): string {
    const names = Object.keys(dimensions);
    if (names.length === 0) return "{}";
    // Nearly all rows have the same names in the same order.
    if (!areEqual(names, this.#names)) this.#learn(names);
    let text = "";
    for (let i = 0; i < this.#sorted.length; i++) {
      const value = dimensions[this.#sorted[i]!]!;
      if (typeof value === "string" && !UNPLAIN.test(value)) text += `${this.#leads[i]}"${value}"`;
      else text += this.#leads[i] + JSON.stringify(value);
    }
    return `${text}}`;
  }

  #learn(names: readonly string[]): void {
    this.#names = names;
    this.#sorted = [...names].sort(
      (a, b) => Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    this.#leads = this.#sorted.map((name, i) => `${i === 0 ? "{" : ", "}${JSON.stringify(name)}: `);
  }
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
