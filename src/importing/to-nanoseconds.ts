/**
 * Reads an ISO 8601 instant with a zone as nanoseconds since 1970, keeping up to nine digits of the second.
 *
 * @returns The instant, or `null` when the text is none.
 */
export function toNanoseconds(text: string): bigint | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:?\d\d)$/.exec(text);
  if (parts === null) return null;
  const [, seconds, fraction = "", zone] = parts;
  const offset = zone === "Z" || zone!.includes(":") ? zone : `${zone!.slice(0, 3)}:${zone!.slice(3)}`;
  const milliseconds = Date.parse(`${seconds}${offset}`);
  if (Number.isNaN(milliseconds)) return null;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
