/** A count with its noun, thousands separated by commas whatever the locale. */
export function amount(count: number, noun: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${noun}${count === 1 ? "" : "s"}`;
}
