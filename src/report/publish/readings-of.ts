const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/**
 * The ways a reader may see a text: as it stands, as a page without its tags, with addresses decoded, and
 * what pictures within it hold. An identifier in any of them is published.
 */
export function readingsOf(text: string): string[] {
  const readings = [text];
  if (/<[a-z!/]/i.test(text)) {
    // Tags may stand in the middle of a word, or between words.
    readings.push(unescapeHTML(text.replace(/<[^>]*>/g, "")), unescapeHTML(text.replace(/<[^>]*>/g, " ")));
  } else if (text.includes("&")) readings.push(unescapeHTML(text));
  if (/%[0-9a-f]{2}/i.test(text)) readings.push(decodePercents(text));
  for (const [, data = ""] of text.matchAll(/data:[\w/+.;=-]*;base64,([A-Za-z0-9+/=]+)/g)) {
    readings.push(Buffer.from(data, "base64").toString("utf8"));
  }
  return readings;
}

function unescapeHTML(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function decodePercents(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
