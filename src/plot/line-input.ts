/** One point of a line; the value is null where there is none, which leaves a gap. */
export type LinePoint =
  | readonly [x: number | Date, y: number | null]
  | { readonly x: number | Date; readonly y: number | null };

/** The points of one line, or of several by name. */
export type LineInput =
  | Iterable<LinePoint>
  | Readonly<Record<string, Iterable<LinePoint>>>
  | ReadonlyMap<string, Iterable<LinePoint>>;

/** A line as it is drawn: its points in ascending order, dates as milliseconds since 1970. */
export interface Line {
  readonly name: string | null;
  readonly isDate: boolean;
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
}

/** Reads one or several lines; a single one has the name null. */
export function readLines(input: LineInput): Line[] {
  if (input instanceof Map) return [...input].map(([name, points]) => toLine(name, points));
  if (Symbol.iterator in input) return [toLine(null, input as Iterable<LinePoint>)];
  return Object.entries(input as Record<string, Iterable<LinePoint>>).map(([name, points]) =>
    toLine(name, points),
  );
}

function toLine(name: string | null, points: Iterable<LinePoint>): Line {
  let isDate = false;
  const read = [...points].map((point) => {
    const [x, y] = "x" in point ? [point.x, point.y] : point;
    if (x instanceof Date) isDate = true;
    const at = Number(x);
    const value = y === null || y === undefined || Number.isNaN(y) ? null : y;
    if (!Number.isFinite(at) || (value !== null && !Number.isFinite(value))) {
      throw new RangeError(
        `points must be finite, got [${String(at)}, ${String(value)}]; use null for a gap`,
      );
    }
    return { x: at, y: value };
  });
  return { name, isDate, points: read.sort((a, b) => a.x - b.x) };
}
