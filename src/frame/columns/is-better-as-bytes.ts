/** Dictionaries up to this size are always small enough. */
export const smallDictionary = 1024;

/** Whether strings are better stored as bytes than as a dictionary, by how many of them are distinct. */
export function isBetterAsBytes(distinct: number, rows: number): boolean {
  return distinct > smallDictionary && distinct * 2 > rows;
}
