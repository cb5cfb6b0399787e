import { Buffer } from "node:buffer";

/** A ready-made piece of a ping as JSON, in the spelling of each generation of stored content. */
export interface Section {
  /** As the browser wrote it. */
  readonly text: string;
  /** `text` in UTF-8. */
  readonly bytes: Uint8Array;
  /** As the first generation of the pipeline wrote it: empty arrays became `{}`, members that are null are gone. */
  readonly oldText: string;
}

/** Serialises a value once for all pings that have it. */
export function makeSection(value: unknown): Section {
  const text = JSON.stringify(value);
  return { text, bytes: Buffer.from(text), oldText: toOldText(value) };
}

/** Writes a value as the first generation of the pipeline did. */
export function toOldText(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (Array.isArray(member) && member.length === 0) return {};
    return member === null && name !== "" ? undefined : member;
  });
}
