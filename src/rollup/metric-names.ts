import { COUNT_PREFIX } from "./definitions.js";

/** The names that values have in aggregates. */
export const metricNames: {
  readonly count: (name: string) => string;
  readonly scalar: (name: string) => string;
  readonly simple: (name: string, part?: string) => string;
} = {
  count: (name) => `${COUNT_PREFIX}${name}`,
  scalar: (name) => `SCALARS_${name.toUpperCase()}`,
  simple: (name, part) => {
    const metric = `SIMPLE_MEASURES_${name.toUpperCase()}`;
    return part === undefined ? metric : `${metric}_${part.toUpperCase()}`;
  },
};
