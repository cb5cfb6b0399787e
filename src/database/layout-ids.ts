import type { Layout, MergeRow, Session } from "./types.js";

/**
 * The numbers of layouts, which rows have instead of them. New ones are numbered here, as no other writer runs meanwhile,
 * and stored all at once.
 */
export class LayoutIds {
  readonly #ids: Map<string, number>;
  readonly #new: (Pick<Layout, "kind" | "bounds" | "labels"> & {
    id: number;
    metric: string;
    layout: string;
  })[] = [];
  #last: number;
  #recent: { readonly metric: string; readonly layout: string; readonly id: number } | null = null;

  private constructor(ids: Map<string, number>) {
    this.#ids = ids;
    this.#last = [...ids.values()].reduce((last, id) => Math.max(last, id), 0);
  }

  /** Reads those that are stored. */
  static async load(session: Session): Promise<LayoutIds> {
    const rows = await session.query<{ id: number; metric: string; layout: string }>(
      "SELECT id, metric, layout FROM pingframe.layouts",
    );
    return new LayoutIds(new Map(rows.map(({ id, metric, layout }) => [`${metric}\0${layout}`, id])));
  }

  /** The number of a row's layout. */
  idOf({ dimensions, layout }: Pick<MergeRow, "dimensions" | "layout">): number {
    const metric = String(dimensions["metric"]);
    // Rows come sorted, as a rule: the next one is of the same metric.
    if (metric === this.#recent?.metric && layout.id === this.#recent.layout) return this.#recent.id;
    const id = this.#find(metric, layout);
    this.#recent = { metric, layout: layout.id, id };
    return id;
  }

  #find(metric: string, layout: Layout): number {
    const key = `${metric}\0${layout.id}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#ids.set(key, this.#last);
    const { kind, bounds, labels } = layout;
    this.#new.push({ id: this.#last, metric, layout: layout.id, kind, bounds, labels });
    return this.#last;
  }

  /** Stores the new ones. */
  async store(session: Session): Promise<void> {
    if (this.#new.length === 0) return;
    await session.query(
      `INSERT INTO pingframe.layouts (id, metric, layout, kind, bounds, labels, key)
       SELECT (l->>'id')::integer, l->>'metric', l->>'layout', l->>'kind',
         ARRAY(SELECT b::bigint FROM jsonb_array_elements_text(l->'bounds') WITH ORDINALITY AS e(b, i) ORDER BY i),
         nullif(l->'labels', 'null'),
         encode(substr(sha256(convert_to(jsonb_build_array(l->'metric', l->'layout')::text, 'UTF8')), 1, 16), 'hex')::uuid
       FROM jsonb_array_elements($1::jsonb) AS l`,
      [JSON.stringify(this.#new)],
    );
  }
}
