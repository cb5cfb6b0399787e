import type { MergeRow, Session } from "./types.js";

const LONGEST_OPTION = 512;

/** Collects the values that dimensions have, for the API's filters; labels aside, which are too many. */
export class FilterOptions {
  readonly #byVersion = new Map<string, Map<string, Set<string>>>();

  /** Notes a row's values. The system goes with its version, as the original has it. */
  note({
    kind,
    channel,
    version,
    dimensions,
  }: Pick<MergeRow, "kind" | "channel" | "version" | "dimensions">): void {
    const options = entryOf(this.#byVersion, `${kind}\0${channel}\0${version}`, () => new Map());
    for (const dimension in dimensions) {
      if (dimension === "label" || dimension === "os") continue;
      const value = String(dimensions[dimension]);
      const values = entryOf(options, dimension, () => new Set<string>());
      values.add(dimension === "osVersion" ? `${dimensions["os"]},${value}` : value);
    }
  }

  /** The metrics there are, in any version. */
  metrics(): string[] {
    return [
      ...new Set([...this.#byVersion.values()].flatMap((options) => [...(options.get("metric") ?? [])])),
    ];
  }

  /** Stores the values that are new. */
  async store(session: Session): Promise<void> {
    for (const [key, options] of this.#byVersion) {
      for (const [dimension, values] of options) {
        await session.query(
          `INSERT INTO pingframe.filter_options (kind, channel, version, dimension, value)
           SELECT $1, $2, $3, $4, value FROM unnest($5::text[]) AS o(value) ON CONFLICT DO NOTHING`,
          [
            ...key.split("\0"),
            dimension,
            [...values].filter((value) => value.length <= LONGEST_OPTION).sort(),
          ],
        );
      }
    }
  }
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
