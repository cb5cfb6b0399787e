import type { PathTrie, TrieNode } from "./projector.js";

/** A node while its subtree is not numbered yet. */
interface Branch {
  readonly children: Map<string, Branch>;
  /** The indexes of the paths that end here. */
  readonly paths: number[];
}

/**
 * Compiles paths into the trie that a {@link Projector} walks.
 *
 * @param paths - Each a list of members from the document's root; the empty path is the document. A member that is an
 * array index in its usual spelling also stands for that item of a list. Equal paths share a slot. Not kept.
 * @throws {RangeError} If a member holds U+FFFD or a lone surrogate: no bytes of a key equal it for certain.
 *
 * @example
 * compileTrie([["id"], ["payload", "info"], ["payload"]]).slotOf; // [0, 2, 1]
 */
export function compileTrie(paths: readonly (readonly string[])[]): PathTrie {
  const root: Branch = { children: new Map(), paths: [] };
  paths.forEach((path, index) => {
    let branch = root;
    for (const name of path) {
      if (/[\ufffd\p{Surrogate}]/u.test(name)) {
        throw new RangeError(`path member is not well-formed; got ${JSON.stringify(name).slice(0, 200)}`);
      }
      let child = branch.children.get(name);
      if (child === undefined) {
        child = { children: new Map(), paths: [] };
        branch.children.set(name, child);
      }
      branch = child;
    }
    branch.paths.push(index);
  });

  const nodes: TrieNode[] = [];
  const slotOf = new Array<number>(paths.length).fill(-1);
  let slots = 0;
  const number = (branch: Branch): number => {
    const index = nodes.length;
    const children = new Map<string, number>();
    const lowSlot = slots;
    const slot = branch.paths.length > 0 ? slots++ : -1;
    for (const path of branch.paths) slotOf[path] = slot;
    // Children come after their parent, so the place is kept until their slots are known.
    nodes.push({ slot, children, lowSlot, highSlot: lowSlot });
    for (const [name, child] of branch.children) children.set(name, number(child));
    nodes[index] = { slot, children, lowSlot, highSlot: slots };
    return index;
  };
  number(root);
  return { nodes, slotOf, slots };
}
