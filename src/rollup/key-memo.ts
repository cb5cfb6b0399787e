import type { RecordCells } from "../decode/index.js";
import type { DropReason } from "./drops.js";
import type { RollupProfile } from "./profile.js";
import { isSampled, keyPaths, type PingKey, readPingKey, type ValueAt } from "./read-ping-key.js";

/** How many keys are remembered. Pings have far fewer, unless somebody sends what he likes. */
const MOST = 10_000;

/**
 * Reads pings' keys from the cells of a projection, and remembers them by the text that they were read from: most pings have the key
 * of one before, which is then the same object.
 */
export class KeyMemo {
  readonly #profile: RollupProfile;
  readonly #submissionDate: string | null;
  readonly #slotOf: ReadonlyMap<readonly string[], number>;
  /** The slots of what decides about a key, but for what tells whether a ping is in the sample. */
  readonly #slots: readonly number[];
  readonly #keys = new Map<string, PingKey | DropReason>();

  /** @param slotOf - Where the values of `keyPaths` and of the profile's paths are, by the path itself. */
  constructor(
    profile: RollupProfile,
    submissionDate: string | null,
    slotOf: ReadonlyMap<readonly string[], number>,
  ) {
    this.#profile = profile;
    this.#submissionDate = submissionDate;
    this.#slotOf = slotOf;
    const { type, docType, submissionDate: date, name, channel, version, buildId } = keyPaths;
    const paths = [type, docType, date, name, channel, version, buildId];
    const slots = [...paths, ...profile.dimensions.map(({ path }) => path)].map((path) => slotOf.get(path)!);
    this.#slots = [...new Set(slots)];
  }

  /** The key of a ping, or why it is left out. */
  read(cells: RecordCells): PingKey | DropReason {
    const at: ValueAt = (path) => cells.value(this.#slotOf.get(path)!);
    const inSample = isSampled(at, this.#profile);
    const text = this.#textOf(cells);
    let key = text === null ? undefined : this.#keys.get(inSample ? text : `\0${text}`);
    if (key === undefined) {
      key = readPingKey(at, this.#profile, this.#submissionDate);
      if (this.#keys.size === MOST) this.#keys.clear();
      if (text !== null) this.#keys.set(inSample ? text : `\0${text}`, key);
    }
    return key;
  }

  /** The text that a key is read from; null if there is none. JSON holds no NUL, and starts with no control character but space. */
  #textOf({ values, projector }: RecordCells): string | null {
    const { bytes, starts, ends } = projector;
    let text = "";
    for (const slot of this.#slots) {
      const value = values[slot];
      const end = ends[slot]!;
      if (value === undefined) text += end === 0 ? "\0" : `${bytes.toString("latin1", starts[slot]!, end)}\0`;
      else if (typeof value === "string" && !value.includes("\0")) text += `\x01${value}\0`;
      else return null;
    }
    return text;
  }
}
