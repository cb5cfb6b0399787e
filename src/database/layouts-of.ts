import type { Session } from "./types.js";

/** A layout that is stored. */
export interface StoredLayout {
  /** Its number in this database; later layouts of a metric have greater ones. */
  readonly id: number;
  /** Names the layout; two are the same exactly if these are. */
  readonly layout: string;
  readonly kind: string;
  /** The lower bounds of the buckets. */
  readonly bounds: readonly number[];
  /** The labels of a categorical metric's buckets, or null. */
  readonly labels: readonly string[] | null;
}

/** A layout as its row has it. */
export interface LayoutRow {
  readonly id: number;
  readonly layout: string;
  readonly kind: string;
  readonly bounds: readonly bigint[];
  readonly labels: readonly string[] | null;
}

/** Reads a row. */
export function toLayout({ id, layout, kind, bounds, labels }: LayoutRow): StoredLayout {
  return { id, layout, kind, bounds: bounds.map(Number), labels };
}

/** The layouts that a metric has had, the latest last. */
export async function layoutsOf(session: Pick<Session, "query">, metric: string): Promise<StoredLayout[]> {
  const rows = await session.query<LayoutRow>(
    "SELECT id, layout, kind, bounds, labels FROM pingframe.layouts WHERE metric = $1 ORDER BY id",
    [metric],
  );
  return rows.map(toLayout);
}

/** One sentence on a metric, or an empty string. */
export async function descriptionOf(session: Pick<Session, "query">, metric: string): Promise<string> {
  const [row] = await session.query<{ description: string }>(
    "SELECT description FROM pingframe.descriptions WHERE metric = $1",
    [metric],
  );
  return row?.description ?? "";
}
