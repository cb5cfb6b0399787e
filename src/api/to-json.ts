/**
 * Writes JSON with bigints as plain digits, which no double could hold. Characters that mean something in HTML are
 * escaped, so that an answer opened as a page by mistake stays text.
 */
export function toJson(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => toJson(item ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${quote(name)}:${toJson(member)}`).join(",")}}`;
  }
  return typeof value === "string" ? quote(value) : (JSON.stringify(value) ?? "null");
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
