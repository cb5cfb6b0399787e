import type { PartitionWalk, WalkLevel } from "./types.js";

const MOST_VALUES = 6;

/**
 * Writes what a walk kept and dropped as a table for people: a line a dimension, then the sums, then the warnings.
 *
 * @example
 * const store = openMemoryStore({ "20170614/main/a": "{}" });
 * const walk = await walkPartitions({ store, prefix: "", dimensions: ["submissionDate", "docType"] }, []);
 * explainWalk(walk).split("\n").at(-1); // "reads 1 object, 0.00 MiB in memory; 1 listing"
 */
export function explainWalk(walk: PartitionWalk): string {
  const rows = [["dimension", "where", "kept", "dropped"], ...walk.levels.map(toRow)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const where = walk.prefix === "" ? walk.store : `${walk.prefix} in ${walk.store}`;
  const mebibytes = (walk.bytes / 2 ** 20).toFixed(2);
  const sums = `reads ${count(walk.objects.length, "object")}, ${mebibytes} MiB in ${where}; ${count(walk.listings, "listing")}`;
  return [...table, sums, ...walk.warnings.map((warning) => `warning: ${warning}`)].join("\n");
}

function toRow({ dimension, clauses, kept, dropped }: WalkLevel): string[] {
  const values = kept.map(({ value }) => value);
  return [dimension, clauses.join(" and ") || "any", toList(values), toList(dropped)];
}

function toList(values: readonly string[]): string {
  if (values.length === 0) return "-";
  const shown =
    values.length <= MOST_VALUES
      ? values
      : [...values.slice(0, MOST_VALUES / 2), "…", ...values.slice(-MOST_VALUES / 2)];
  return `${values.length}: ${shown.join(" ")}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
