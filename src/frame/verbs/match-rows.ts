import { anyMissing } from "../any-missing.js";
import { codeColumns } from "../codes/code-columns.js";
import { columnOf } from "../column-of.js";
import { concatColumns } from "../columns/concat-columns.js";
import { isAllMissing } from "../columns/is-all-missing.js";
import { shownKind } from "../columns/shown-kind.js";
import type { Column, Table } from "../types.js";

/** Names of the columns that must be equal: the same in both frames, or left names to right names. */
export type JoinKeys = string | readonly string[] | { readonly [left: string]: string };

/** The columns two tables are matched by, and their rows' keys as codes common to both. */
export interface MatchedKeys {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** A code per row; -1 where a part of the key is missing, which matches nothing. */
  readonly leftCodes: Int32Array;
  readonly rightCodes: Int32Array;
  /** The number of codes. */
  readonly count: number;
}

/**
 * Gives the keys of two tables codes in common.
 *
 * @throws {TypeError} If a column is unknown, or two columns hold different kinds of values.
 */
export function matchRows(left: Table, right: Table, on: JoinKeys, verb: string): MatchedKeys {
  const pairs = keyPairs(on);
  const columns = pairs.map(([leftName, rightName]) => {
    const a = columnOf(left, leftName, verb);
    const b = columnOf(right, rightName, `${verb} on the right`);
    if (!isComparable(a, b)) {
      throw new TypeError(
        `${verb} can't compare ${JSON.stringify(leftName)} (${shownKind(a)}) with ${JSON.stringify(rightName)} (${shownKind(b)}); derive columns of one kind`,
      );
    }
    return concatColumns([a, b]);
  });
  const { codes, first } = codeColumns(columns);
  const isNull = anyMissing(columns);
  if (isNull !== null) {
    for (let row = 0; row < codes.length; row++) if (isNull(row)) codes[row] = -1;
  }
  return {
    left: pairs.map(([name]) => name),
    right: pairs.map(([, name]) => name),
    leftCodes: codes.subarray(0, left.length),
    rightCodes: codes.subarray(left.length),
    count: first.length,
  };
}

function keyPairs(on: JoinKeys): (readonly [string, string])[] {
  if (typeof on === "string") return [[on, on]];
  return Array.isArray(on)
    ? on.map((name: string) => [name, name] as const)
    : Object.entries(on as { readonly [left: string]: string });
}

function isComparable(a: Column, b: Column): boolean {
  const kinds = [shownKind(a), shownKind(b)];
  if (kinds[0] === kinds[1] || isAllMissing(a) || isAllMissing(b)) return true;
  return kinds.every((kind) => kind === "string" || kind === "id");
}
