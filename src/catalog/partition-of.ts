/** Gives a prefix the `/` at its end that a listing needs; an empty one stays empty. */
export function toFolderPrefix(prefix: string): string {
  return prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
}

/**
 * Reads the values of the dimensions from an object's key.
 *
 * @param prefix - Where the first dimension's folders lie; with or without a `/` at its end.
 * @param dimensions - The dimensions' names, in the order of the folders.
 * @returns The values by dimension as stored, or `null` when the key lies outside the prefix or above the last dimension.
 *
 * @example
 * partitionOf("lake/20170614/main/part-0", "lake", ["submissionDate", "docType"]); // { submissionDate: "20170614", docType: "main" }
 */
export function partitionOf(
  key: string,
  prefix: string,
  dimensions: readonly string[],
): Readonly<Record<string, string>> | null {
  const folder = toFolderPrefix(prefix);
  if (!key.startsWith(folder)) return null;
  const pieces = key.slice(folder.length).split("/");
  if (pieces.length <= dimensions.length) return null;
  // fromEntries defines members, so that no dimension's name can reach a prototype.
  return Object.fromEntries(dimensions.map((dimension, index) => [dimension, pieces[index]!]));
}
