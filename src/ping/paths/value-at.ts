import type { Histogram, KeyedHistogram } from "../../histogram/index.js";
import type { RawHistogram, RawKeyedHistogram } from "../documents/raw-histogram.js";

/** Whether a type is `any`. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

type Scalar = string | number | boolean | bigint | null | undefined;

/** The part of a type that paths go on from: objects, but neither lists nor histograms. */
type Walkable<T> = T extends Scalar | readonly unknown[] | RawHistogram ? never : T;

/** The names of the members that a path may go on with; over a union, those of any. */
export type MemberNames<T> = NamesOf<Walkable<T>>;
type NamesOf<T> = T extends unknown ? keyof T & string : never;

/** The type of one member, without null and undefined. */
// Written out so that hovering over a row shows the type, not the name of a helper.
export type Member<T, Name> =
  MemberOf<Walkable<T>, Name> extends infer Found ? (Found extends null | undefined ? never : Found) : never;
type MemberOf<T, Name> = T extends unknown ? (Name extends keyof T ? T[Name] : never) : never;

/** What a place in a ping is read as: histograms as classes, everything else as it is. */
export type ReadAs<T> = T extends RawHistogram
  ? Histogram
  : RawKeyedHistogram extends T
    ? T extends RawKeyedHistogram
      ? KeyedHistogram
      : T
    : T;

type WalkText<T, Path extends string> =
  IsAny<T> extends true
    ? T
    : Path extends `${infer Name}/${infer Rest}`
      ? WalkText<Member<T, Name>, Rest>
      : Member<T, Path>;

type WalkList<T, Path extends readonly string[]> =
  IsAny<T> extends true
    ? T
    : Path extends readonly [infer Name, ...infer Rest extends readonly string[]]
      ? WalkList<Member<T, Name>, Rest>
      : T;

/**
 * The type of the value at a path of a ping, or null where there is none.
 *
 * `Path` is a `/`-separated text or a list of members. A path that is not known when compiling
 * (a plain `string`) gives `any`, like every path of an untyped ping.
 */
export type ValueAt<Ping, Path extends string | readonly string[]> = Path extends string
  ? string extends Path
    ? // biome-ignore lint/suspicious/noExplicitAny: not known when compiling
      any
    : OrNull<WalkText<Ping, Path>>
  : Path extends readonly string[]
    ? number extends Path["length"]
      ? // biome-ignore lint/suspicious/noExplicitAny: not known when compiling
        any
      : OrNull<WalkList<Ping, Path>>
    : never;

type OrNull<T> = IsAny<T> extends true ? T : [T] extends [never] ? never : ReadAs<T> | null;
