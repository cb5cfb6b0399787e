import type { RecordCells } from "../decode/index.js";

const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
/** Whole numbers of up to so many digits are exact. */
const EXACT_DIGITS = 15;

/** Whether a cell is a string whose bytes, between the quotes, are its characters. */
export function isPlainCell({ projector, values }: RecordCells, slot: number): boolean {
  const { starts, ends, flags, bytes } = projector;
  return (
    values[slot] === undefined && ends[slot] !== 0 && flags[slot] === 0 && bytes[starts[slot]!] === QUOTE
  );
}

/** The value in a cell as readers of documents give it: `null` for what is missing and for an empty object. */
export function valueInCell(cells: RecordCells, slot: number): unknown {
  const { starts, ends, bytes } = cells.projector;
  const end = ends[slot]!;
  if (end !== 0 && cells.values[slot] === undefined) {
    const start = starts[slot]!;
    const first = bytes[start]!;
    if (first <= NINE && (first >= ZERO || first === MINUS)) return numberIn(bytes, start, end);
  }
  const value = cells.value(slot);
  if (value === undefined || value === null) return null;
  if (typeof value !== "object" || Array.isArray(value)) return value;
  for (const _ in value) return value;
  return null;
}

/** The number that is the JSON text in a span. */
function numberIn(bytes: Buffer, start: number, end: number): number {
  if (end - start > EXACT_DIGITS || bytes[start] === MINUS)
    return Number(bytes.toString("latin1", start, end));
  let number = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return Number(bytes.toString("latin1", start, end));
    number = number * 10 + digit;
  }
  return number;
}
