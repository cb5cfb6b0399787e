/**
 * What a property is read as.
 *
 * `value` is plain JSON, `id` an identifier (a string that is hidden wherever rows are shown),
 * `histogram` and `keyed-histogram` are merged over the processes of the ping.
 */
export type PropertyKind = "value" | "id" | "histogram" | "keyed-histogram";

/** One property to take from each ping, as plain data: it survives JSON and crosses threads. */
export interface PropertySpec {
  /** The column's name. */
  readonly name: string;
  /** The members to walk through from the ping's root. */
  readonly path: readonly string[];
  readonly kind: PropertyKind;
  /** Which processes a merged histogram takes in. Only on histograms that are merged. */
  readonly process?: "parent" | "children" | "all";
}
