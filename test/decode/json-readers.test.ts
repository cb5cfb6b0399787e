import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createProjection, encodeJsonLz4, type RecordCells, readRecords } from "../../src/decode/index.js";
import { compileTrie, hasWasmKernel } from "../../src/kernel/index.js";
import { decodeAll } from "./decode-all.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("decodeObject(json lines)", () => {
  it("ignores blank lines and a byte order mark, and reads a last line without a newline", async () => {
    const { records, damages } = await decodeAll(bytes('\ufeff{"a":1}\r\n\n  \n{"b":2}\n\t{"c":3}'));
    assert.deepEqual(damages, []);
    assert.deepEqual(
      records.map(({ ping, byteOffset, timestampNs }) => [ping, byteOffset, timestampNs]),
      [
        [{ a: 1 }, 0, null],
        [{ b: 2 }, 16, null],
        [{ c: 3 }, 24, null],
      ],
    );
  });

  it("leaves to JSON.parse what a sink rejects of values that were left for it to check", {
    skip: !hasWasmKernel(),
  }, async () => {
    const trie = compileTrie([["payload"], ["payload", "a"]]);
    const deferred = [trie.slotOf[1]!];
    const projection = createProjection({
      trie,
      payloadSlot: trie.slotOf[0]!,
      isPayloadWanted: false,
      deferred,
    });
    const taken: string[] = [];
    const sink = {
      takeDocument: ({ byteOffset }: { byteOffset: number }) => void taken.push(`document at ${byteOffset}`),
      takeCells: (cells: RecordCells) => {
        taken.push(`${cells.checkDeferred() ? "took" : "rejected"} ${cells.byteOffset} ${cells.isDeferred}`);
      },
    };
    const damages: string[] = [];
    const onDamage = ({ byteOffset, message }: { byteOffset: number; message: string }) =>
      void damages.push(`${message} at ${byteOffset}`);
    const lines = [
      '{"payload":{"a":{"b":1}}}',
      '{"payload":{"a":{"b" 1}}}',
      '{"payload":{"a":{},"a":[]}}',
      '{"payload":{"a":2}}',
    ];
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield bytes(lines.join("\n"));
    }
    for await (const _ of readRecords(chunks(), { onDamage }, sink, projection));
    assert.deepEqual(taken, ["took 0 true", "rejected 26 true", "took 52 false", "took 80 true"]);
    assert.deepEqual(damages, ["line is not JSON at 26"]);
  });

  it("reports every bad line with its offset and goes on", async () => {
    const { records, damages } = await decodeAll(
      bytes('{"a":1}\n{"a":\n[1]\n1\nnull\n{"b":2}\n{"c"'),
      { batchBytes: 1 },
      () => 3,
    );
    assert.equal(records.length, 2);
    assert.deepEqual(
      damages.map(({ kind, byteOffset, message }) => [kind, byteOffset, message]),
      [
        ["json", 8, "line is not JSON"],
        ["json", 14, "line is not a JSON object"],
        ["json", 18, "line is not a JSON object"],
        ["json", 20, "line is not a JSON object"],
        ["json", 33, "line is not JSON"],
      ],
    );
  });

  it("skips a line that is too long without holding it", async () => {
    const object = bytes(`{"a":1}\n{"long":"${"x".repeat(100_000)}"}\n{"b":2}\n`);
    for (const [batchBytes, size] of [
      [1, 100],
      [1 << 20, 1 << 20],
    ] as const) {
      const { records, damages } = await decodeAll(object, { maxRecordBytes: 1000, batchBytes }, () => size);
      assert.deepEqual(
        records.map(({ ping }) => ping),
        [{ a: 1 }, { b: 2 }],
      );
      assert.deepEqual(damages, [
        { kind: "json", byteOffset: 8, message: "line is longer than a record may be" },
      ]);
    }
  });

  it("keeps __proto__ an ordinary name", async () => {
    const { records } = await decodeAll(bytes('{"__proto__":{"polluted":1}}'));
    assert.deepEqual(Object.keys(records[0]!.ping), ["__proto__"]);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});

describe("decodeObject(jsonlz4)", () => {
  const whole = encodeJsonLz4({ type: "main", text: "abc".repeat(100) });
  const kindOf = async (object: Uint8Array, maxRecordBytes = 1 << 20): Promise<string[]> => {
    const { records, damages } = await decodeAll(object, { maxRecordBytes });
    assert.deepEqual(records, []);
    return damages.map(({ kind, byteOffset }) => `${kind} at ${byteOffset}`);
  };

  it("reports a file that ends inside its header", async () => {
    assert.deepEqual(await kindOf(whole.subarray(0, 8)), ["truncation at 0"]);
    assert.deepEqual(await kindOf(whole.subarray(0, 11)), ["truncation at 0"]);
  });

  it("reports a block that is damaged, cut or longer than announced", async () => {
    assert.deepEqual(await kindOf(whole.subarray(0, whole.length - 1)), ["compression at 0"]);
    assert.deepEqual(await kindOf(whole.subarray(0, 12)), ["compression at 0"]);
    const announcesMore = Uint8Array.from(whole);
    announcesMore[8]! += 1;
    assert.deepEqual(await kindOf(announcesMore), ["compression at 0"]);
    assert.deepEqual(await kindOf(Buffer.concat([whole, whole])), ["compression at 0"]);
  });

  it("allocates nothing for an announced length that can't be true", async () => {
    const announcesMost = Uint8Array.from(whole);
    announcesMost.fill(0xff, 8, 12);
    assert.deepEqual(await kindOf(announcesMost), ["compression at 0"]);
    assert.deepEqual(await kindOf(whole, 100), ["compression at 0"]);
  });

  it("reports what is not a JSON object", async () => {
    assert.deepEqual(await kindOf(encodeJsonLz4([1] as never)), ["json at 0"]);
  });
});
