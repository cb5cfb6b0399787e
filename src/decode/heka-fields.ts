import type { Buffer } from "node:buffer";
import type { PathTrie } from "../kernel/index.js";
import type { HekaFieldSpan } from "./heka-message.js";
import type { Projection } from "./projection.js";

/** What a field of a name means for a projection. */
export interface HekaFieldPlan {
  /** Whether it is the ping itself, or a landfill record's content. */
  readonly role: "submission" | "content" | "meta" | "section";
  /** Where the value goes in the trie: the node, or -1 if nothing at or below it is wanted. */
  readonly node: number;
  /** Whether a value above it is wanted whole, of which this would be a part. */
  readonly isPart: boolean;
  /** Whether it lies in the ping's payload. */
  readonly isInPayload: boolean;
}

/** Fields at later places than this are looked up by name each time. */
const MOST_PLACES = 64;

/** Tells what Heka fields mean for a projection, once for each name: the same few come with every record. */
export class HekaFields {
  readonly #projection: Projection;
  readonly #plans = new Map<string, HekaFieldPlan>();
  readonly #found: HekaFieldPlan[] = [];
  /** What was last seen at each place among a record's fields: records of one writer have them in one order. */
  readonly #places: { readonly name: Uint8Array; readonly plan: HekaFieldPlan }[] = [];

  constructor(projection: Projection) {
    this.#projection = projection;
  }

  /** The plans of a message's fields, in their order; valid until the next message's. */
  ofFields(bytes: Buffer, fields: readonly HekaFieldSpan[]): readonly HekaFieldPlan[] {
    const plans = this.#found;
    plans.length = 0;
    for (let i = 0; i < fields.length; i++) plans.push(this.#at(i, bytes, fields[i]!));
    return plans;
  }

  #at(place: number, bytes: Buffer, { nameStart, nameEnd }: HekaFieldSpan): HekaFieldPlan {
    const last = this.#places[place];
    if (last !== undefined && isSame(last.name, bytes, nameStart, nameEnd)) return last.plan;
    const plan = this.#get(bytes.toString("utf8", nameStart, nameEnd));
    if (place < MOST_PLACES && place <= this.#places.length) {
      this.#places[place] = { name: Uint8Array.from(bytes.subarray(nameStart, nameEnd)), plan };
    }
    return plan;
  }

  #get(name: string): HekaFieldPlan {
    const known = this.#plans.get(name);
    if (known !== undefined) return known;
    const plan = this.#plan(name);
    // Hostile data may bring any number of names.
    if (this.#plans.size < 10_000) this.#plans.set(name, plan);
    return plan;
  }

  #plan(name: string): HekaFieldPlan {
    const members = name.split(".");
    const isSection = members.length > 1;
    const path = isSection ? members : ["meta", name];
    const { trie, payloadSlot, isPayloadWanted } = this.#projection;
    let node = 0;
    let isPart = false;
    for (const member of path) {
      const { slot, children } = trie.nodes[node]!;
      const isWanted = slot >= 0 && (slot !== payloadSlot || isPayloadWanted);
      // A list above is replaced by an object when a field is put below it.
      if (isWanted || hasIndex(trie, node)) isPart = true;
      node = children.get(member) ?? -1;
      if (node < 0) break;
    }
    const role = name === "submission" || name === "content" ? name : isSection ? "section" : "meta";
    return { role, node, isPart, isInPayload: isSection && path[0] === "payload" };
  }
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const { length } = name;
  if (end - start !== length) return false;
  for (let i = 0; i < length; i++) if (name[i] !== bytes[start + i]) return false;
  return true;
}

/** Whether a name below a node could be a place in a list. */
function hasIndex({ nodes }: PathTrie, node: number): boolean {
  for (const name of nodes[node]!.children.keys()) if (/^\d+$/.test(name)) return true;
  return false;
}
