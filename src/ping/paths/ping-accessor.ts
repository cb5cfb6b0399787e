import type { RawHistogram, RawKeyedHistogram } from "../documents/raw-histogram.js";
import type { IsAny, ReadAs } from "./value-at.js";

declare const property: unique symbol;

/**
 * A property of a ping, as an accessor names it. It holds no value: nothing can be calculated with it
 * until the property is a column of a frame.
 *
 * @typeParam T - The type that the property's values have.
 */
export interface PropertyRef<T> {
  /** Only for the compiler. */
  readonly [property]: T;
}

/**
 * What an accessor such as `ping => ping.payload.info.sessionLength` is handed: every member is
 * there, and stands for a property, not for a value.
 */
export type PingAccessor<Ping> = { readonly [Name in keyof Ping]-?: AccessorNode<NonNullable<Ping[Name]>> };

// A union is not taken apart, so that a member has one type.
type AccessorNode<T> =
  IsAny<T> extends true
    ? T
    : [T] extends [Leaf]
      ? PropertyRef<ReadAs<T>>
      : PingAccessor<T> & PropertyRef<T extends RawKeyedHistogram ? ReadAs<T> : T>;

type Leaf = string | number | boolean | bigint | readonly unknown[] | RawHistogram;
