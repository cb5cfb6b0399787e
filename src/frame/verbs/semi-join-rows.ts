import { keptRows } from "../kept-rows.js";
import { takeRows } from "../take-rows.js";
import type { Table } from "../types.js";
import { type JoinKeys, matchRows } from "./match-rows.js";

/** Keeps the rows whose key is (`semiJoin`), or is not (`antiJoin`), among the keys of another table. */
export function semiJoinRows(left: Table, right: Table, on: JoinKeys, verb: "semiJoin" | "antiJoin"): Table {
  const { leftCodes, rightCodes, count } = matchRows(left, right, on, verb);
  const isThere = new Uint8Array(count);
  for (const code of rightCodes) if (code >= 0) isThere[code] = 1;
  const wanted = verb === "semiJoin" ? 1 : 0;
  return takeRows(
    left,
    keptRows(left.length, (row) => (leftCodes[row]! < 0 ? 0 : isThere[leftCodes[row]!]!) === wanted),
  );
}
