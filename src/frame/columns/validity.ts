import { growing } from "./growing.js";

/** Which rows of a growing column have a value. No bytes are kept until the first row without one. */
export interface Validity {
  readonly length: number;
  /** Adds a row with a value. */
  present(): void;
  /** Adds a row without one. */
  missing(): void;
  /** Adds rows that have a value where `valid` is 1, of which `missingRows` have none. */
  many(valid: Uint8Array, missingRows: number): void;
  /** The bytes as columns store them. */
  take(): Uint8Array | null;
}

/** Starts a validity of no rows. */
export function validity(): Validity {
  let length = 0;
  let isSparse = false;
  const bytes = growing(Uint8Array);
  return {
    get length() {
      return length;
    },
    present: () => {
      if (isSparse) {
        bytes.reserve(length + 1);
        bytes.values[length] = 1;
      }
      length++;
    },
    missing: () => {
      bytes.reserve(length + 1);
      if (!isSparse) bytes.values.fill(1, 0, length);
      isSparse = true;
      bytes.values[length] = 0;
      length++;
    },
    many: (valid, missingRows) => {
      if (isSparse || missingRows > 0) {
        bytes.reserve(length + valid.length);
        if (!isSparse) bytes.values.fill(1, 0, length);
        isSparse = true;
        bytes.values.set(valid, length);
      }
      length += valid.length;
    },
    take: () => (isSparse ? bytes.take(length) : null),
  };
}
