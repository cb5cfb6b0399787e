/** The names of a row's columns. */
export type NameOf<Row> = keyof Row & string;

/** A row of which nothing is known. */
export type UntypedRow = { [name: string]: unknown };

/** What a cell holds for a value: `undefined` becomes `null`. Right with and without strict null checks. */
export type Cell<Value> = Exclude<Value, undefined> | (undefined extends Value ? null : never);

/** The row that an object makes: absent properties are `null`. */
export type RowOf<Source extends object> = { [Name in keyof Source]-?: Cell<Source[Name]> };

/** A row with columns added or replaced. */
export type DerivedRow<Row, Derived> = {
  [Name in keyof Row | keyof Derived]: Name extends keyof Derived
    ? Cell<Derived[Name]>
    : Name extends keyof Row
      ? Row[Name]
      : never;
};

/** A row with columns under other names. */
export type RenamedRow<Row, Names> = {
  [Name in keyof Row as Name extends keyof Names
    ? Names[Name] extends string
      ? Names[Name]
      : Name
    : Name]: Row[Name];
};

/** The rows of two frames, one after the other: a column that one of them lacks may be `null`. */
export type UnionRow<Row, Other> = {
  [Name in keyof Row | keyof Other]:
    | (Name extends keyof Row ? Row[Name] : null)
    | (Name extends keyof Other ? Other[Name] : null);
};

/** What two frames can be matched by: common columns, or left names to right names. */
export type KeysOf<Row, Other> =
  | (NameOf<Row> & NameOf<Other>)
  | readonly (NameOf<Row> & NameOf<Other>)[]
  | { readonly [Name in NameOf<Row>]?: NameOf<Other> };

type RightKeys<On> = On extends string ? On : On extends readonly (infer Name)[] ? Name : On[keyof On];

/** The row that a join makes; `how` decides which side may be `null`. */
export type JoinedRow<Row, Other, On, How, Suffix extends string> = Flat<
  { [Name in keyof Row]: Row[Name] | (How extends "full" ? null : never) } & {
    [Name in Exclude<keyof Other, RightKeys<On>> as Name extends keyof Row
      ? `${Name & string}${Suffix}`
      : Name]: Other[Name] | (How extends "inner" ? never : null);
  }
>;

/** The row that counting by columns makes. */
export type CountedRow<Row, Name extends keyof Row> = Flat<Pick<Row, Name> & { count: number }>;

/** The row that `sequences` makes. */
export type SequenceRow<Row, By extends keyof Row, Value extends keyof Row> = Flat<
  { [Name in By]: Row[Name] } & { sequence: Row[Value][]; length: number }
>;

/** An intersection as one object type, which compilers show and compare better. */
export type Flat<Row> = { [Name in keyof Row]: Row[Name] };
