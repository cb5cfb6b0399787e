// Above this, an expression per element would be slower to plan than unnesting is to run.
const LONGEST_SPELT_OUT = 300;
// Planning an element takes some microseconds, unnesting it a tenth of one for each row.
const FEWEST_ROWS = 20;

/**
 * The SQL that adds or subtracts two arrays of equal length, element by element.
 *
 * An array with an expression for each element takes a fifth of the time of unnesting both, where there are enough rows
 * to make up for planning it.
 *
 * @param left - A column, as SQL. Written by us, never by a user; the same for `right`.
 * @param rowsByLength - How many rows have arrays of so many elements.
 */
export function addArrays(
  left: string,
  right: string,
  sign: "+" | "-",
  rowsByLength: ReadonlyMap<number, number>,
): string {
  const unnested = `ARRAY(SELECT x ${sign} y FROM unnest(${left}, ${right}) WITH ORDINALITY AS u(x, y, i) ORDER BY i)`;
  const spelt = [...rowsByLength]
    .filter(([length, rows]) => length > 0 && length <= LONGEST_SPELT_OUT && rows >= FEWEST_ROWS)
    .map(([length]) => length)
    .sort((a, b) => a - b);
  if (spelt.length === 0) return unnested;
  const cases = spelt.map((length) => {
    const items = Array.from({ length }, (_, i) => `${left}[${i + 1}] ${sign} ${right}[${i + 1}]`);
    return `WHEN ${length} THEN ARRAY[${items.join(", ")}]`;
  });
  return `CASE cardinality(${right}) ${cases.join(" ")} ELSE ${unnested} END`;
}

/** The SQL that adds two arrays whose sums may pass the limits of a bigint, and are held there. */
export function addSaturating(left: string, right: string): string {
  const held = "least(greatest(x::numeric + y, -9223372036854775808), 9223372036854775807)::bigint";
  return `ARRAY(SELECT ${held} FROM unnest(${left}, ${right}) WITH ORDINALITY AS u(x, y, i) ORDER BY i)`;
}
