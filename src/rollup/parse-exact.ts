/**
 * Parses JSON text as `JSON.parse` does, but gives whole numbers beyond 2^53 as bigints, so that none is rounded.
 *
 * @param text - Is JSON.
 */
export function parseExact(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Fewer digits are always exact.
  if (!/\d{16}/.test(text)) return value;
  try {
    return new ExactParser(text).value();
  } catch (error) {
    // Nested deeper than the stack is: nothing that is aggregated lies there.
    if (error instanceof RangeError) return value;
    throw error;
  }
}

/** Reads text that is known to be JSON. */
class ExactParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): unknown {
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === "{") return this.#object();
    if (first === "[") return this.#list();
    if (first === '"') return this.#string();
    const token = this.#match(/[^\s,\]}]+/y);
    if (/^-?\d{16,}$/.test(token)) {
      const whole = BigInt(token);
      return whole === BigInt(Number(token)) && Number.isSafeInteger(Number(token)) ? Number(token) : whole;
    }
    return JSON.parse(token);
  }

  #object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#items("}", () => {
      const name = this.#string();
      this.#skipSpace();
      this.#at += 1; // the colon
      const value = this.value();
      // Also "__proto__" is a member like any other.
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    });
    return object;
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    this.#items("]", () => list.push(this.value()));
    return list;
  }

  #items(close: string, read: () => void): void {
    this.#at += 1;
    this.#skipSpace();
    while (this.#text[this.#at] !== close) {
      read();
      this.#skipSpace();
      if (this.#text[this.#at] === ",") this.#at += 1;
      this.#skipSpace();
    }
    this.#at += 1;
  }

  #string(): string {
    return JSON.parse(this.#match(/"[^"\\]*(?:\\.[^"\\]*)*"/y)) as string;
  }

  #skipSpace(): void {
    this.#match(/[ \t\r\n]*/y);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }
}
