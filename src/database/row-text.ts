import type { MergeRow } from "./types.js";

// What the longest code unit takes as JSON: \u001f.
const LONGEST_UNIT = 6;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const BLANK = 32;
const OPEN = 123;
const CLOSE = 125;
const DELETE = 127;

/**
 * What a row is known by, as bytes: the number of its layout, and its dimensions as PostgreSQL prints a jsonb.
 *
 * There members are sorted by the length of their names in bytes and then by these, with a blank after each comma and
 * colon. Two are equal as JSON exactly if their texts are, whatever order their members come in. Bytes are written one by
 * one, as strings put together and encoded would take twice the time.
 */
export class RowText {
  /** Where the dimensions begin in `bytes`, after the layout's number. */
  start = 0;
  /** Where they end. */
  end = 0;
  #bytes: Buffer = Buffer.allocUnsafeSlow(1024);
  #names: readonly string[] = [];
  #sorted: readonly string[] = [];
  /** What comes before each value: a comma, and the name. */
  #leads: readonly Uint8Array[] = [];

  /** The bytes, and unused room behind them. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Writes a row's layout and dimensions. Its texts must be such as a database takes. */
  write(layout: number, dimensions: MergeRow["dimensions"]): void {
    const names = Object.keys(dimensions);
    // Nearly all rows have the same names in the same order.
    if (!areEqual(names, this.#names)) this.#learn(names);
    this.#begin(layout);
    this.#reserve(2);
    this.#bytes[this.end++] = OPEN;
    for (let i = 0; i < this.#sorted.length; i++) {
      const lead = this.#leads[i]!;
      const value = dimensions[this.#sorted[i]!]!;
      const text = typeof value === "string" ? value : String(value);
      this.#reserve(lead.length + text.length * LONGEST_UNIT + 4);
      const bytes = this.#bytes;
      let end = this.end;
      for (let k = 0; k < lead.length; k++) bytes[end++] = lead[k]!;
      this.end = end;
      if (typeof value !== "string") this.end += bytes.write(text, end, "latin1");
      else this.#quoted(value);
    }
    this.#bytes[this.end++] = CLOSE;
  }

  /** Takes dimensions that were written before. */
  set(layout: number, dimensions: Uint8Array): void {
    this.#begin(layout);
    this.#reserve(dimensions.length);
    this.#bytes.set(dimensions, this.end);
    this.end += dimensions.length;
  }

  #begin(layout: number): void {
    this.start = this.#bytes.write(String(layout), "latin1");
    this.end = this.start;
  }

  #quoted(text: string): void {
    const bytes = this.#bytes;
    let end = this.end;
    bytes[end++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < BLANK || code >= DELETE || code === QUOTE || code === BACKSLASH) {
        this.end += bytes.write(JSON.stringify(text), this.end, "utf8");
        return;
      }
      bytes[end++] = code;
    }
    bytes[end++] = QUOTE;
    this.end = end;
  }

  #learn(names: readonly string[]): void {
    this.#names = names;
    this.#sorted = [...names].sort(
      (a, b) => Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    this.#leads = this.#sorted.map((name, i) => {
      const comma = i === 0 ? [] : [COMMA, BLANK];
      return Uint8Array.of(...comma, ...Buffer.from(JSON.stringify(name)), COLON, BLANK);
    });
  }

  #reserve(byteLength: number): void {
    if (this.end + byteLength <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(2 * (this.end + byteLength));
    this.#bytes.copy(grown, 0, 0, this.end);
    this.#bytes = grown;
  }
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
