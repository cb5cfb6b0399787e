import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { compileTrie } from "../../src/kernel/index.js";
import { pathsOfNodes } from "./check-projector.js";

describe("compileTrie", () => {
  it("compileTrie(paths) numbers slots depth first, so that a subtree is a range", () => {
    const trie = compileTrie([["a", "b"], ["c"], ["a"], ["a", "b", "d"], ["c", "e"]]);
    assert.deepEqual(trie.slotOf, [1, 3, 0, 2, 4]);
    assert.equal(trie.slots, 5);
    assert.deepEqual(
      trie.nodes.map(({ slot, lowSlot, highSlot }) => [slot, lowSlot, highSlot]),
      [
        [-1, 0, 5],
        [0, 0, 3],
        [1, 1, 3],
        [2, 2, 3],
        [3, 3, 5],
        [4, 4, 5],
      ],
    );
  });

  it("compileTrie(paths) gives equal paths one slot, and the empty path the root's", () => {
    const trie = compileTrie([["a"], [], ["a"]]);
    assert.deepEqual(trie.slotOf, [1, 0, 1]);
    assert.equal(trie.nodes[0]!.slot, 0);
    assert.deepEqual(compileTrie([]), {
      nodes: [{ slot: -1, children: new Map(), lowSlot: 0, highSlot: 0 }],
      slotOf: [],
      slots: 0,
    });
  });

  it("compileTrie(paths) keeps names apart that are members of every object", () => {
    const trie = compileTrie([["__proto__"], ["constructor", "__proto__"], ["toString"]]);
    assert.equal(trie.slots, 3);
    assert.deepEqual([...trie.nodes[0]!.children.keys()], ["__proto__", "constructor", "toString"]);
  });

  it("compileTrie(paths) rejects members that no bytes equal for certain", () => {
    for (const name of ["\ufffd", "a\ufffd", "\ud83d", "\ude00x", "\ude00\ud83d"]) {
      assert.throws(() => compileTrie([["a", name]]), {
        name: "RangeError",
        message: /^path member is not well-formed; got "/,
      });
    }
    assert.equal(compileTrie([["😀"]]).slots, 1);
  });

  it("compileTrie(paths) leads each path to its slot, and every node holds the slots below it", () => {
    const name = fc.constantFrom("a", "b", "", "0", "é");
    fc.assert(
      fc.property(fc.array(fc.array(name, { maxLength: 4 })), (paths) => {
        const trie = compileTrie(paths);
        const nodePaths = pathsOfNodes(trie);
        assert.equal(new Set(paths.map((path) => path.join("/") + path.length)).size, trie.slots);
        trie.nodes.forEach((node, index) => {
          const above = nodePaths[index]!;
          paths.forEach((path, i) => {
            const isBelow = above.every((member, depth) => path[depth] === member);
            const slot = trie.slotOf[i]!;
            assert.equal(node.lowSlot <= slot && slot < node.highSlot, isBelow);
            assert.equal(node.slot === slot, isBelow && path.length === above.length);
          });
        });
      }),
      { seed: 4 },
    );
  });
});
