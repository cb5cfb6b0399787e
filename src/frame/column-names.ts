/** Column names given one by one or as one list. */
export function columnNames(names: readonly (string | readonly string[])[]): string[] {
  return names.flat();
}
