import type { MergeRow, Session } from "./types.js";

const LONGEST_OPTION = 512;
const NONE: MergeRow["dimensions"] = {};

/** Collects the values that dimensions have, for the API's filters; labels aside, which are too many. */
export class FilterOptions {
  readonly #byVersion = new Map<string, Map<string, Set<string>>>();
  #last:
    | (Pick<MergeRow, "kind" | "channel" | "version" | "dimensions"> & { options: Map<string, Set<string>> })
    | null = null;

  /** Notes a row's values. The system goes with its version, as the original has it. */
  note(row: Pick<MergeRow, "kind" | "channel" | "version" | "dimensions">): void {
    const { kind, channel, version, dimensions } = row;
    const last = this.#last;
    const options =
      last !== null && kind === last.kind && channel === last.channel && version === last.version
        ? last.options
        : entryOf(this.#byVersion, `${kind}\0${channel}\0${version}`, () => new Map());
    // Rows come sorted, as a rule: most values are those of the row before.
    const before = last !== null && options === last.options ? last.dimensions : NONE;
    for (const dimension in dimensions) {
      if (dimension === "label" || dimension === "os") continue;
      const value = dimensions[dimension]!;
      if (dimension === "osVersion") {
        if (value === before[dimension] && dimensions["os"] === before["os"]) continue;
        entryOf(options, dimension, () => new Set()).add(`${dimensions["os"]},${value}`);
      } else if (value !== before[dimension]) {
        entryOf(options, dimension, () => new Set()).add(String(value));
      }
    }
    this.#last = { kind, channel, version, dimensions, options };
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
