/**
 * Prints a float as Python 2's `str` does: twelve significant digits, trailing zeros dropped but
 * one, an exponent from 1e12 and below 1e-4.
 *
 * @example
 * toPythonFloat(100 * 78 / 327); // "23.8532110092"
 * toPythonFloat(274); // "274.0"
 */
export function toPythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", power = "0"] = value.toExponential(11).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 12) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${dropZeros(mantissa)}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const digits = dropZeros(value.toFixed(11 - exponent));
  return digits.includes(".") ? digits : `${digits}.0`;
}

function dropZeros(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
