const MONTHS: readonly string[] = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** `Tue, 13 Jun 2017 00:14:28 GMT`, and with a zone in numbers as mail has it. */
const FIXED = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (gmt|utc|[+-]\d{4})$/i;
/** `Tuesday, 13-Jun-17 00:14:28 GMT`, obsolete since 1995 and still to be understood. */
const RFC_850 = /^[a-z]{6,9}, (\d\d)-([a-z]{3})-(\d\d) (\d\d):(\d\d):(\d\d) (gmt)$/i;
/** `Tue Jun 13 00:14:28 2017`, as C's asctime writes it; in UTC. */
const ASCTIME = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/i;

/**
 * Reads the time in an HTTP header such as `meta/Date`, in each of the three forms that RFC 9110 has recipients
 * understand, and with a zone as `+0200`.
 *
 * Clients write all sorts of things. Other than `Date.parse`, this never guesses and never takes a time for local: what
 * is not a time of these forms, or no day of the calendar, is `null`. The weekday is not checked. Years of two digits are
 * 1970 to 2069.
 *
 * @param text - The header; null and undefined are no time.
 * @returns Milliseconds since 1970, in whole seconds, or `null`.
 *
 * @example
 * parseHttpDate("Tue, 13 Jun 2017 00:14:28 GMT"); // 1497312868000
 * parseHttpDate("Tue, 13 Jun 2017 02:14:28 +0200"); // 1497312868000
 * parseHttpDate("13/06/2017 00:14"); // null
 */
export function parseHttpDate(text: string | null | undefined): number | null {
  const trimmed = text?.trim() ?? "";
  const fixed = FIXED.exec(trimmed) ?? RFC_850.exec(trimmed);
  if (fixed !== null) {
    const [, day, month, year, hour, minute, second, zone] = fixed as unknown as string[];
    return toTime([year!, month!, day!], [hour!, minute!, second!], zone!);
  }
  const asctime = ASCTIME.exec(trimmed) as unknown as string[] | null;
  if (asctime === null) return null;
  const [, month, day, hour, minute, second, year] = asctime;
  return toTime([year!, month!, day!], [hour!, minute!, second!], "GMT");
}

type Three = readonly [string, string, string];

function toTime([yearText, monthName, dayText]: Three, time: Three, zone: string): number | null {
  const year =
    yearText.length === 4 ? Number(yearText) : (Number(yearText) < 70 ? 2000 : 1900) + Number(yearText);
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const day = Number(dayText);
  const [hour, minute, second] = time.map(Number) as [number, number, number];
  // A second of 60 is a leap second.
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return null;
  const midnight = Date.UTC(year, month, day);
  const isDay = new Date(midnight).getUTCDate() === day && new Date(midnight).getUTCMonth() === month;
  const offset = zoneMinutes(zone);
  if (!isDay || offset === null) return null;
  return midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000;
}

/** How many minutes a zone is ahead of UTC, or `null` if it is none. */
function zoneMinutes(zone: string): number | null {
  if (/^[a-z]/i.test(zone)) return 0;
  const match = /^([+-])(\d\d)([0-5]\d)$/.exec(zone);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 14 * 60 ? null : match[1] === "-" ? -minutes : minutes;
}
