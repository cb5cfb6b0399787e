import type { PathTrie } from "../kernel/index.js";
import type { HekaMessage } from "./heka-message.js";
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

/**
 * Tells what Heka fields mean for a projection, once for each name: the same few come with every record. One at a time
 * for a projection.
 */
export class HekaFields {
  readonly #projection: Projection;
  readonly #plans = new Map<string, HekaFieldPlan>();
  /** The last message's plans, by place. */
  readonly #found: HekaFieldPlan[] = [];
  /** The plan of the name that the kernel has last seen at each place. */
  readonly #seen: HekaFieldPlan[] = [];

  constructor(projection: Projection) {
    this.#projection = projection;
    projection.projector.heka?.forgetNames();
  }

  /** The plans of a message's fields, in their order; valid until the next message's. */
  ofFields({ bytes, fields, walk }: HekaMessage): readonly HekaFieldPlan[] {
    const plans = this.#found;
    const seen = this.#seen;
    walk?.matchNames(fields.length);
    for (let i = 0; i < fields.length; i++) {
      const { nameStart, nameEnd } = fields[i]!;
      if (walk?.hasSameName(i)) {
        plans[i] = seen[i]!;
        continue;
      }
      const plan = this.#get(bytes.toString("utf8", nameStart, nameEnd));
      plans[i] = plan;
      if (walk !== null) seen[i] = plan;
    }
    if (plans.length > fields.length) plans.length = fields.length;
    return plans;
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

/** Whether a name below a node could be a place in a list. */
function hasIndex({ nodes }: PathTrie, node: number): boolean {
  for (const name of nodes[node]!.children.keys()) if (/^\d+$/.test(name)) return true;
  return false;
}
