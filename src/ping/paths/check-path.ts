import type { IsAny, Member, MemberNames } from "./value-at.js";

/**
 * A `/`-separated path when it is valid; else the paths there are at the deepest member that is, so
 * that an error and an editor's completion name what can be written instead.
 *
 * It walks one member at a time and looks only at what lies beside the path: a union of all paths of
 * a ping would cost a second each time it is used.
 */
export type CheckPath<Ping, Path extends string> = string extends Path ? Path : Check<Ping, Path, "">;

type Check<T, Path extends string, Walked extends string> =
  IsAny<T> extends true
    ? `${Walked}${Path}`
    : Path extends `${infer Name}/${infer Rest}`
      ? Name extends MemberNames<T>
        ? [MemberNames<Member<T, Name>>] extends [never]
          ? `${Walked}${Name}`
          : Check<Member<T, Name>, Rest, `${Walked}${Name}/`>
        : Candidates<T, Walked>
      : Path extends MemberNames<T>
        ? IsSection<Walked, Path> extends true
          ? `${Walked}${Path}/${string}`
          : `${Walked}${Path}`
        : Candidates<T, Walked>;

type Candidates<T, Walked extends string> = `${Walked}${MemberNames<T>}`;

/** Histograms are read by name only, so a path must not stop at their section. */
type IsSection<Walked extends string, Name extends string> = Name extends "histograms" | "keyedHistograms"
  ? Walked extends "" | "payload/" | `${string}processes/${string}`
    ? true
    : false
  : false;

/** Like {@link CheckPath} for the list form of a path. */
export type CheckPathList<Ping, Path extends readonly string[]> = number extends Path["length"]
  ? Path
  : CheckList<Ping, Path, []>;

type CheckList<T, Path extends readonly string[], Walked extends readonly string[]> =
  IsAny<T> extends true
    ? readonly [...Walked, ...Path]
    : Path extends readonly [infer Name extends string, ...infer Rest extends readonly string[]]
      ? Name extends MemberNames<T>
        ? CheckList<Member<T, Name>, Rest, [...Walked, Name]>
        : readonly [...Walked, MemberNames<T>, ...Rest]
      : readonly [...Walked];
