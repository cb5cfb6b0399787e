/** Orders keys by their UTF-16 code units, which is the order of every listing. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
