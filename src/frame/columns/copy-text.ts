const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A copy of a string, so that a slice does not keep the text alive that it was cut from; with half
 * surrogate pairs replaced, so that it equals what UTF-8 bytes give back.
 */
export function copyText(text: string): string {
  return decoder.decode(encoder.encode(text));
}
