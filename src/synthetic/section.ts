import { Buffer } from "node:buffer";

/** A piece of a ping as JSON, in the spelling of each generation of stored content. Serialised when first asked. */
export class Section {
  readonly #value: unknown;
  #text: string | null = null;
  #bytes: Uint8Array | null = null;
  #oldText: string | null = null;

  /** @param value - Kept, not copied; must not change afterwards. */
  constructor(value: unknown) {
    this.#value = value;
  }

  /** As the browser wrote it. */
  get text(): string {
    this.#text ??= JSON.stringify(this.#value);
    return this.#text;
  }

  /** `text` in UTF-8. */
  get bytes(): Uint8Array {
    this.#bytes ??= Buffer.from(this.text);
    return this.#bytes;
  }

  /** As the first generation of the pipeline wrote it: empty arrays became `{}`, members that are null are gone. */
  get oldText(): string {
    this.#oldText ??= JSON.stringify(this.#value, (name, member: unknown) => {
      if (Array.isArray(member) && member.length === 0) return {};
      return member === null && name !== "" ? undefined : member;
    });
    return this.#oldText;
  }
}
