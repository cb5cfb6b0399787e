/**
 * Prints a number for a reader: digits in groups of three, at most `digits` after the point, no
 * zeros that say nothing, a true minus sign.
 *
 * @param digits - The most digits after the point. @defaultValue 4
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value).replace("-", "−").replace("Infinity", "∞");
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 10 ** -digits)) return value.toPrecision(4).replace("-", "−");
  const [whole = "", fraction] = size.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = fraction?.replace(/0+$/, "") ?? "";
  const sign = value < 0 ? "−" : "";
  return sign + grouped + (rest === "" ? "" : `.${rest}`);
}
