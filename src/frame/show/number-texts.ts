/** Significant digits that are shown of numbers with a fraction. */
const significant = 6;
const mostDecimals = 6;

/**
 * Numbers as text, for one column: whole numbers in full, never in exponent notation below 1e21;
 * numbers with fractions with as many decimals as six digits of each need. All get the same number of
 * decimals, unless some are so large that these would claim digits that were never measured.
 */
export function numberTexts(numbers: readonly (number | null)[]): string[] {
  const decimals = Math.max(0, ...numbers.map(decimalsOf));
  const isUniform = numbers.every((number) => number === null || !(Math.abs(number) >= 10 ** significant));
  return numbers.map((number) => {
    if (number === null) return "null";
    if (!Number.isFinite(number)) return String(number);
    if (isExtreme(number)) return String(Number(number.toPrecision(significant)));
    return (number + 0).toFixed(isUniform ? decimals : decimalsOf(number));
  });
}

/** Fractions so small that fixed decimals would show nothing of them, and numbers of 22 digits or more. */
function isExtreme(number: number): boolean {
  return number !== 0 && (Math.abs(number) < 10 ** -mostDecimals * 10 || Math.abs(number) >= 1e21);
}

function decimalsOf(number: number | null): number {
  if (number === null || !Number.isFinite(number) || Number.isInteger(number) || isExtreme(number)) return 0;
  const whole = Math.max(1, Math.floor(Math.log10(Math.abs(number))) + 1);
  const rounded = number.toFixed(Math.max(1, Math.min(mostDecimals, significant - whole)));
  return rounded.replace(/0+$/, "").split(".")[1]?.length ?? 0;
}
