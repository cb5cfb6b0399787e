/** A number of things that is shown, and what says so. */
export interface ShownCount {
  readonly count: number;
  readonly what: string;
}

/** Names of columns and fields that hold how many there are of something. */
export const COUNTS: RegExp =
  /^(n|counts?|clients|pings|profiles|users|documents|records|rows|frequency|.*[ _-](count|clients|pings))$/i;

const NUMBERED =
  /(?<![\d.,])(\d{1,3}(?:,\d{3})*|\d+)\s+(?:[\w-]+\s){0,2}?(clients|client|pings|ping|profiles|users|user|documents)\b/g;

/** Finds the numbers of clients, pings and such that a sentence states. */
export function countsOfText(text: string): ShownCount[] {
  return [...text.matchAll(NUMBERED)].map(([, number = "", noun = ""]) => ({
    count: Number(number.replaceAll(",", "")),
    what: `number of ${noun}`,
  }));
}
