/**
 * Prints floats as `repr` of an array did in numpy before 1.14: at most eight digits, one width
 * for all, exponents where the sizes differ more than a thousandfold, lines of at most 75 columns.
 *
 * @example
 * toNumpyArray([0, 274, 1836.6]); // "array([    0. ,   274. ,  1836.6])"
 */
export function toNumpyArray(values: readonly number[]): string {
  const format = formatOf(values);
  const indent = " ".repeat("array([".length);
  const lines: string[] = [];
  let line = "";
  for (const [i, value] of values.entries()) {
    const word = format(value) + (i === values.length - 1 ? "" : ",");
    if (line !== "" && indent.length + line.length + 1 + word.length >= 75) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  lines.push(line);
  return `array([${lines.join(`\n${indent}`)}])`;
}

function formatOf(values: readonly number[]): (value: number) => string {
  const sizes = values.filter((value) => value !== 0).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const smallest = Math.min(...sizes);
  if (largest >= 1e8 || (sizes.length > 0 && (smallest < 1e-4 || largest / smallest > 1000))) {
    return (value) =>
      value
        .toExponential(8)
        .replace(/e([+-])(\d)$/, "e$10$2")
        .padStart(16);
  }
  const digits = Math.max(
    0,
    ...sizes.map((size) => size.toFixed(8).replace(/0+$/, "").split(".")[1]?.length ?? 0),
  );
  const width = String(Math.trunc(largest)).length + digits + 2;
  return (value) => {
    const text = value.toFixed(digits);
    // Zeros at the end become spaces, the point stays.
    return (digits === 0 ? `${text}.` : text.replace(/0+$/, "").padEnd(text.length)).padStart(width);
  };
}
