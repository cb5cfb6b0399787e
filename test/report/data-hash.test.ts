import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Frame } from "../../src/frame/index.js";
import { dataHash } from "../../src/report/index.js";

const rows = [
  { clientId: "a", at: 1n, n: 1, parts: ["x", null], isIn: true },
  { clientId: "b", at: null, n: Number.NaN, parts: [], isIn: false },
  { clientId: null, at: 3n, n: null, parts: null, isIn: null },
];
const frame = Frame.fromObjects(rows, { kinds: { clientId: "id" } });

describe("dataHash", () => {
  it("is the same for equal data, however it is stored", () => {
    const hash = dataHash(frame);
    assert.match(hash, /^[0-9a-f]{16}$/);
    assert.equal(dataHash(Frame.fromObjects(rows)), hash);
    assert.equal(dataHash(frame.slice(0, 1).union(frame.slice(1, 3))), hash);
    assert.equal(dataHash(Frame.fromArrow(frame.toArrow())), hash);
  });

  it("differs with any cell, name, order, or in what kind of missing a cell is", () => {
    const others = [
      frame.derive({ n: ({ n }) => (n === 1 ? 2 : n) }),
      frame.derive({ n: ({ n }) => (Number.isNaN(n) ? null : n) }),
      frame.rename({ n: "m" }),
      frame.select("at", "clientId", "n", "parts", "isIn"),
      frame.slice(0, 2),
      Frame.fromObjects([rows[1]!, rows[0]!, rows[2]!]),
      frame.derive({ at: ({ at }) => (at === null ? null : Number(at)) }),
    ];
    const hashes = [frame, ...others].map((one) => dataHash(one));
    assert.equal(new Set(hashes).size, hashes.length, hashes.join(" "));
    assert.notEqual(dataHash(frame, frame), dataHash(frame));
    assert.notEqual(dataHash(frame.slice(0, 1), frame.slice(1, 3)), dataHash(frame));
  });

  it("is the one that was written down, of more rows than it takes at once", () => {
    const many = Frame.fromColumns({ n: Array.from({ length: 2500 }, (_, i) => i) });
    assert.equal(dataHash(many), dataHash(Frame.fromObjects(many.toObjects())));
    // Python: hashlib.sha256(b'\\n1\\n"a"[1]').hexdigest()[:16]
    assert.equal(dataHash(Frame.fromObjects([{ a: 1 }])), "2c55c3d8ce6290ac");
  });
});
