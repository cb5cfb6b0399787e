import { countDistinct, Frame, type Table } from "../../frame/index.js";

/** Options of {@link foldRare}. */
export interface FoldOptions {
  /** The column that names the client; several rows of one client count once. @defaultValue "clientId" */
  readonly client?: string;
  /** Groups of fewer clients are folded. @defaultValue 10 */
  readonly minClients?: number;
  /** What folded groups are called. @defaultValue "other" */
  readonly into?: string;
}

/**
 * Folds the rare values of a column into one, so that no group that is shown can single out a client.
 *
 * A value is rare if fewer than `minClients` distinct clients have it; rows without a client add none.
 * If all that is folded still has too few, the next rarest value is folded as well, because the total and
 * the other groups would give the small rest away. If even everything has too few, all is folded.
 *
 * @param frame - Not modified. The column may hold text or be missing; missing values are a group too.
 * @param column - The column of groups.
 * @returns The frame with the column replaced, and what was folded: how many values.
 * @throws {RangeError} If `minClients` is not a whole number of at least 1.
 * @throws {TypeError} If there is no such column.
 *
 * @example
 * const pings = Frame.fromObjects([
 *   { clientId: "a", os: "Linux" }, { clientId: "b", os: "Linux" }, { clientId: "c", os: "BeOS" }, { clientId: "d", os: "OS/2" },
 * ]);
 * foldRare(pings, "os", { minClients: 2 }).frame.countBy("os").toObjects(); // [{ os: 'Linux', count: 2 }, { os: 'other', count: 2 }]
 */
export function foldRare<Row extends object>(
  frame: Frame<Row>,
  column: string & keyof Row,
  options: FoldOptions = {},
): { frame: Frame<Row>; folded: number } {
  const { client = "clientId", minClients = 10, into = "other" } = options;
  if (!Number.isSafeInteger(minClients) || minClients < 1) {
    throw new RangeError(`minClients must be a whole number of at least 1, got ${minClients}`);
  }
  const untyped = frame as unknown as Frame<Record<string, unknown>>;
  const clientsOf = (
    table: Frame<Record<string, unknown>>,
    by: string,
  ): { value: unknown; clients: number }[] =>
    table
      .groupBy(by)
      .aggregate({ clients: countDistinct(client) })
      .toObjects()
      .map((group) => ({ value: group[by], clients: group["clients"] as number }));
  const byRarity = clientsOf(untyped, column).sort((a, b) => a.clients - b.clients);
  const rare = new Set(byRarity.filter(({ clients }) => clients < minClients).map(({ value }) => value));
  const restOf = (): number =>
    clientsOf(untyped.filter((row) => rare.has(row[column])).derive({ folded: () => true }), "folded")[0]
      ?.clients ?? 0;
  for (const { value } of byRarity.slice(rare.size)) {
    if (rare.size === 0 || restOf() >= minClients) break;
    rare.add(value);
  }
  if (rare.size === 0) return { frame, folded: 0 };
  const folded = untyped.derive({
    [column]: (row: Record<string, unknown>) => (rare.has(row[column]) ? into : row[column]),
  });
  return { frame: new Frame<Row>((folded as Table).data), folded: rare.size };
}
