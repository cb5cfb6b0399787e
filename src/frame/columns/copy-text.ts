import { hasLoneHalf } from "./encode-text.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A copy of a string, so that a slice does not keep the text alive that it was cut from. */
export function copyText(text: string): string {
  // UTF-8 has no bytes for half a surrogate pair; JSON escapes it.
  if (hasLoneHalf(text)) return JSON.parse(JSON.stringify(text)) as string;
  return decoder.decode(encoder.encode(text));
}
