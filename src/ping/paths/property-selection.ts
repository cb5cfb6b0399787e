import type { Histogram, KeyedHistogram } from "../../histogram/index.js";
import type { CheckPath, CheckPathList } from "./check-path.js";
import type { PingAccessor, PropertyRef } from "./ping-accessor.js";
import type { IsAny, ValueAt } from "./value-at.js";

/** A path in its list form; never empty. */
export type PathList = readonly [string, ...string[]];

/**
 * An accessor, `ping => ping.payload.info.reason`; recorded, never run on data. What compilers with
 * `noUncheckedIndexedAccess` say of `ping.payload.histograms.GC_MS`, that it may be undefined, is let pass.
 */
export type PropertyAccessor<Ping, T = unknown> = (ping: PingAccessor<Ping>) => PropertyRef<T> | undefined;

/** One property in an alias object: a path, a path in its list form, or an accessor. */
export type AliasSource<Ping> = string | PathList | PropertyAccessor<Ping>;

/**
 * What may be asked of pings: a list of paths, each of which names its column, or an object from
 * column names to paths and accessors. Use it as the bound of a const type parameter, and the
 * parameter as the argument's type:
 * `function f<Ping, const Paths extends PropertySelection<Ping, Paths>>(paths: Paths)`.
 *
 * A wrong path is then an error that names the paths there are instead.
 */
export type PropertySelection<Ping, Paths> =
  // The first part gives accessors their parameter's type, the second checks each path.
  (readonly (string | PathList)[] | { readonly [name: string]: AliasSource<Ping> }) & {
    readonly [Name in keyof Paths]: Paths[Name] extends string
      ? CheckPath<Ping, Paths[Name]>
      : Paths[Name] extends PathList
        ? CheckPathList<Ping, Paths[Name]>
        : AliasSource<Ping>;
  };

/**
 * The row that a selection of properties gives: for a list a column a path, named by it; for an
 * object a column an alias. Every value may be null.
 *
 * @typeParam WithProcesses - `true` adds `NAME_parent` and `NAME_children` for each merged histogram.
 * @typeParam Exact - The names of columns that are read as bigint.
 */
export type PropertiesRow<
  Ping,
  Paths,
  WithProcesses extends boolean = false,
  Exact extends string = never,
> = WithExact<
  Paths extends readonly unknown[]
    ? Split<{ [Path in Paths[number] as ColumnName<Path>]: Value<Ping, Path> }, WithProcesses>
    : Split<{ -readonly [Name in keyof Paths]: Value<Ping, Paths[Name]> }, WithProcesses>,
  Exact
>;

type WithExact<Row, Exact extends string> = [Exact] extends [never]
  ? Row
  : { [Name in keyof Row]: Name extends Exact ? bigint | null : Row[Name] };

type Value<Ping, Source> = Source extends string | readonly string[]
  ? ValueAt<Ping, Source>
  : IsAny<Ping> extends true
    ? Ping
    : Source extends (...args: never[]) => infer Ref
      ? IsAny<Ref> extends true
        ? Ref
        : Exclude<Ref, undefined> extends PropertyRef<infer T>
          ? T | null
          : never
      : never;

type ColumnName<Path> = Path extends string ? Path : Path extends readonly string[] ? Join<Path> : never;
type Join<Path extends readonly string[]> = Path extends readonly [infer Only extends string]
  ? Only
  : Path extends readonly [infer Name extends string, ...infer Rest extends readonly string[]]
    ? `${Name}/${Join<Rest>}`
    : string;

type Split<Row, WithProcesses extends boolean> = WithProcesses extends true
  ? {
      [Name in keyof Row | ProcessNames<Row>]: Name extends keyof Row
        ? Row[Name]
        : Name extends `${infer Base}_${"parent" | "children"}`
          ? Base extends keyof Row
            ? Row[Base]
            : never
          : never;
    }
  : Row;

type ProcessNames<Row> = {
  [Name in keyof Row]: Extract<Row[Name], Histogram | KeyedHistogram> extends never
    ? never
    : `${Name & string}_${"parent" | "children"}`;
}[keyof Row];
