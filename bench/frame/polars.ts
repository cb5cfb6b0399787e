/** What the benchmark uses of nodejs-polars, which is not installed with this package. */
export interface Polars {
  DataFrame(columns: { readonly [name: string]: readonly unknown[] }): DataFrame;
  readParquet(path: string): DataFrame;
  readIPC(path: string): DataFrame;
  col(name: string): Expression;
  len(): Expression;
}

export interface Expression {
  alias(name: string): Expression;
  count(): Expression;
}

export interface DataFrame {
  readonly height: number;
  writeIPC(path: string): void;
  sort(by: string): DataFrame;
  unique(options: { subset: string; keep: "first"; maintainOrder: boolean }): DataFrame;
  groupBy(by: string): { agg(...columns: Expression[]): DataFrame };
  toRecords(): { [name: string]: unknown }[];
  getColumn(name: string): { toArray(): unknown[] };
}
