import type { RollupProfile } from "./profile.js";

/** What aggregates keep of their profile: how its rows look. */
export interface RowShape {
  /** The profile's name. */
  readonly profile: string;
  /** The names of its dimensions, in order. */
  readonly dimensions: readonly string[];
  readonly child: "text" | "boolean";
  /** Whether cells are kept by client, so that clients can be given weights. */
  readonly byClient: boolean;
}

/** What aggregates keep of a profile. */
export function rowShapeOf(profile: RollupProfile, byClient: boolean): RowShape {
  const dimensions = profile.dimensions.map(({ name }) => name);
  return { profile: profile.name, dimensions, child: profile.child, byClient };
}

/** Whether aggregates of two shapes can be added. */
export function isSameShape(a: RowShape, b: RowShape): boolean {
  return (
    a.profile === b.profile &&
    a.child === b.child &&
    a.byClient === b.byClient &&
    a.dimensions.length === b.dimensions.length &&
    a.dimensions.every((name, i) => name === b.dimensions[i])
  );
}
