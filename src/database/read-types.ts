const INT8 = 20;
const NUMERIC = 1700;
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;

/** Reads whole numbers as bigints, which are exact; with a fraction, as the text they came as. */
function readWhole(text: string): bigint | string {
  return /^-?\d+$/.test(text) ? BigInt(text) : text;
}

/** Reads `{1,2,3}`; a missing element is null. */
function readWholes(text: string): (bigint | string | null)[] {
  if (text === "{}") return [];
  return text
    .slice(1, -1)
    .split(",")
    .map((item) => (item === "NULL" ? null : readWhole(item)));
}

/** How both drivers read the types in which counts and sums come: exactly. */
export const exactReaders: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: readWhole,
  [NUMERIC]: readWhole,
  [INT8_ARRAY]: readWholes,
  [NUMERIC_ARRAY]: readWholes,
};
