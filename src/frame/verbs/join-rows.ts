import { concatColumns } from "../columns/concat-columns.js";
import { gatherColumn } from "../columns/gather-column.js";
import { growing } from "../columns/growing.js";
import { groupRows } from "../group-rows.js";
import { oneOf } from "../one-of.js";
import type { Column, Table } from "../types.js";
import { type JoinKeys, type MatchedKeys, matchRows } from "./match-rows.js";

/** Which rows a join keeps: matching ones, all of the left as well, or all of both. */
export type JoinHow = "inner" | "left" | "full";

/** Puts rows with equal keys side by side. */
export function joinRows(
  left: Table,
  right: Table,
  options: { readonly on: JoinKeys; readonly how: JoinHow; readonly suffix: string },
): Table {
  oneOf("how", options.how, ["inner", "left", "full"]);
  const keys = matchRows(left, right, options.on, "join");
  const [leftRows, rightRows] = pairRows(keys, options.how);
  const data = new Map<string, Column>();
  for (const [name, column] of left.data) data.set(name, gatherColumn(column, leftRows));
  if (options.how === "full") {
    keys.left.forEach((name, i) => {
      const source = concatColumns([left.data.get(name)!, right.data.get(keys.right[i]!)!]);
      const rows = leftRows.map((row, at) => (row >= 0 ? row : left.length + rightRows[at]!));
      data.set(name, gatherColumn(source, rows));
    });
  }
  for (const [name, column] of right.data) {
    if (keys.right.includes(name)) continue;
    const free = left.data.has(name) ? name + options.suffix : name;
    if (data.has(free)) {
      throw new TypeError(`join makes two columns called ${JSON.stringify(free)}; set another suffix`);
    }
    data.set(free, gatherColumn(column, rightRows));
  }
  return { length: leftRows.length, data };
}

/** The row numbers of both sides, -1 where a side has no match: by left row, then by right row. */
function pairRows(keys: MatchedKeys, how: JoinHow): [Int32Array, Int32Array] {
  const { leftCodes, rightCodes, count } = keys;
  // Rows without a key go to a group of their own, which no left row asks for.
  const { rows, starts } = groupRows({
    codes: rightCodes.map((code) => (code < 0 ? count : code)),
    first: new Int32Array(count + 1),
  });
  const leftRows = growing(Int32Array);
  const rightRows = growing(Int32Array);
  let length = 0;
  const add = (leftRow: number, rightRow: number): void => {
    leftRows.reserve(length + 1);
    rightRows.reserve(length + 1);
    leftRows.values[length] = leftRow;
    rightRows.values[length++] = rightRow;
  };
  const isMatched = new Uint8Array(rightCodes.length);
  for (let row = 0; row < leftCodes.length; row++) {
    const code = leftCodes[row]!;
    const start = code < 0 ? 0 : starts[code]!;
    const end = code < 0 ? 0 : starts[code + 1]!;
    for (let i = start; i < end; i++) {
      add(row, rows[i]!);
      isMatched[rows[i]!] = 1;
    }
    if (start === end && how !== "inner") add(row, -1);
  }
  if (how === "full") {
    for (let row = 0; row < rightCodes.length; row++) if (isMatched[row] === 0) add(-1, row);
  }
  return [leftRows.take(length), rightRows.take(length)];
}
