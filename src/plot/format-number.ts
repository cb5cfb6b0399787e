/** Writes a number for people: thousands separated by commas, at most `decimals` decimals, a true minus. */
export function formatNumber(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value < 0 ? "−∞" : "∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 10 ** -(decimals + 1))) {
    return value.toExponential(2).replace("-", "−");
  }
  const [whole, part = ""] = size.toFixed(decimals).split(".");
  const digits = part.replace(/0+$/, "");
  const grouped = whole!.replace(/\B(?=(?:\d{3})+$)/g, ",");
  const text = digits === "" ? grouped : `${grouped}.${digits}`;
  return value < 0 && text !== "0" ? `−${text}` : text;
}

/** Starts a title with a capital letter. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Writes a ratio as a percentage with two decimals, as the published reports do: `78.13%`. */
export function formatPercent(ratio: number, decimals = 2): string {
  return `${(100 * ratio).toFixed(decimals)}%`;
}

/** Writes a count with its noun: `1 ping`, `22,349 pings`. The noun is given in the plural. */
export function formatCount(count: number, plural: string): string {
  return `${formatNumber(count)} ${count === 1 ? singular(plural) : plural}`;
}

function singular(plural: string): string {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, "y");
  if (/(ch|sh|ss|x)es$/.test(plural)) return plural.replace(/es$/, "");
  return plural.replace(/([^s])s$/, "$1");
}
