import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { type HekaMessage, HekaMessages } from "../../src/decode/heka-message.js";
import { compileTrie, createWasmProjector } from "../../src/kernel/index.js";
import { below, pick, type Random } from "../kernel/random-documents.js";
import { randomFrom } from "../support/random-from.js";

const NUMBERS = [0n, 1n, 127n, 128n, -1n, 2n ** 32n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n];

function randomField(random: Random): Uint8Array {
  const writer = new BinaryWriter();
  const parts: (() => void)[] = [
    () => writer.tag(1, WireType.LengthDelimited).string(pick(random, ["", "os", "a.b", "x".repeat(65)])),
    () => writer.tag(2, WireType.Varint).uint32(below(random, pick(random, [5, 5, 5, 7]))),
    () => writer.tag(3, WireType.LengthDelimited).string("unit"),
    () => writer.tag(4, WireType.LengthDelimited).string(pick(random, ["", "text", '{"a":1}'])),
    () => writer.tag(5, WireType.LengthDelimited).bytes(Uint8Array.of(below(random, 256), 7)),
    () => writer.tag(6, WireType.Varint).int64(pick(random, NUMBERS)),
    () => writer.tag(7, WireType.Bit64).double(pick(random, [0, -0, 1.5, Number.NaN, 1e300])),
    () => writer.tag(8, WireType.Varint).bool(random() < 0.5),
    () => packed(writer, 6, (list) => list.int64(pick(random, NUMBERS))),
    () => packed(writer, 7, (list) => list.double(random())),
    () => packed(writer, 8, (list) => list.bool(random() < 0.5)),
    () => writer.tag(below(random, 40) + 1, pick(random, [0, 1, 2, 5])).uint32(below(random, 300)),
  ];
  const packed = (to: BinaryWriter, number: number, write: (list: BinaryWriter) => void): void => {
    to.tag(number, WireType.LengthDelimited).fork();
    for (let i = below(random, 4); i > 0; i--) write(to);
    to.join();
  };
  if (random() < 0.95) parts[0]!();
  for (let i = below(random, 5); i > 0; i--) pick(random, random() < 0.97 ? parts.slice(1, -1) : parts)();
  return writer.finish();
}

function randomMessage(random: Random): Uint8Array {
  const writer = new BinaryWriter();
  if (random() < 0.97) writer.tag(1, WireType.LengthDelimited).bytes(new Uint8Array(16));
  if (random() < 0.97) writer.tag(2, WireType.Varint).int64(pick(random, NUMBERS));
  for (const number of [3, 4, 6, 7, 9]) {
    if (random() < 0.5) writer.tag(number, WireType.LengthDelimited).string(pick(random, ["", "abc"]));
  }
  for (const number of [5, 8]) if (random() < 0.5) writer.tag(number, WireType.Varint).int32(7);
  const fields = random() < 0.02 ? 120 + below(random, 20) : below(random, 8);
  const simple = new BinaryWriter().tag(1, WireType.LengthDelimited).string("os").finish();
  for (let i = 0; i < fields; i++)
    writer.tag(10, WireType.LengthDelimited).bytes(fields < 100 ? randomField(random) : simple);
  return writer.finish();
}

/** Bytes changed, cut or put in. */
function mutated(random: Random, message: Uint8Array): Uint8Array {
  const bytes = [...message];
  for (let i = 1 + below(random, 3); i > 0; i--) {
    const at = below(random, bytes.length + 1);
    const byte = pick(random, [below(random, 256), 0x80 | below(random, 128), below(random, 16)]);
    bytes.splice(at, pick(random, [0, 1, 1, bytes.length]), ...(random() < 0.8 ? [byte] : []));
  }
  return Uint8Array.from(bytes);
}

describe("HekaMessages, with a kernel", () => {
  const plain = ({ bytes: _bytes, walk: _walk, ...message }: HekaMessage): object => structuredClone(message);

  it("reads what the walk in TypeScript reads, of any bytes, and with as many fields as there are", () => {
    const random = randomFrom(77);
    const projector = createWasmProjector(compileTrie([]));
    projector.reserve(1 << 16);
    const [byKernel, byWalk] = [new HekaMessages(projector), new HekaMessages()];
    let read = 0;
    let refused = 0;
    let crowded = 0;
    for (let i = 0; i < 30_000; i++) {
      const message = randomMessage(random);
      const bytes = random() < 0.5 ? message : mutated(random, message);
      const start = 1 + below(random, 70);
      // What lies behind a message must not matter.
      projector.bytes.fill(pick(random, [0, 0x0a, 0xff]), 0, start + bytes.length + 64);
      projector.bytes.set(bytes, start);
      const found = byKernel.read(projector.bytes, start, start + bytes.length);
      const expected = byWalk.read(projector.bytes, start, start + bytes.length);
      if (typeof expected === "string") {
        assert.equal(found, expected, `message ${i}`);
        refused++;
        continue;
      }
      assert.notEqual(typeof found, "string", `message ${i}`);
      assert.deepEqual(plain(found as HekaMessage), plain(expected), `message ${i}`);
      if ((found as HekaMessage).walk === null) {
        assert.ok(expected.fields.length > 128, `message ${i} was left to TypeScript`);
        crowded++;
      }
      read++;
    }
    assert.ok(read > 10_000 && refused > 5_000 && crowded > 50, `${read}, ${refused}, ${crowded}`);
  });

  it("tells which fields have the name of the field that was last at their place", () => {
    const random = randomFrom(3);
    const projector = createWasmProjector(compileTrie([]));
    const messages = new HekaMessages(projector);
    const names = ["", "a", "b", "0123456789abcdef", "0123456789abcdeF", "0123456789abcdefg", "é".repeat(32)];
    const longer = "x".repeat(65);
    let last: string[] = [];
    let same = 0;
    for (let i = 0; i < 3_000; i++) {
      if (i % 500 === 0) {
        projector.heka.forgetNames();
        last = [];
      }
      const now = Array.from({ length: below(random, 6) }, (_, place) =>
        last[place] !== undefined && random() < 0.7 ? last[place]! : pick(random, [...names, longer]),
      );
      const writer = new BinaryWriter();
      writer.tag(1, WireType.LengthDelimited).bytes(new Uint8Array(16)).tag(2, WireType.Varint).int64(0);
      for (const name of now) {
        const field = new BinaryWriter().tag(1, WireType.LengthDelimited).string(name).finish();
        writer.tag(10, WireType.LengthDelimited).bytes(field);
      }
      const bytes = writer.finish();
      projector.bytes.set(bytes);
      const message = messages.read(projector.bytes, 0, bytes.length) as HekaMessage;
      message.walk!.matchNames(now.length);
      for (const [place, name] of now.entries()) {
        const isKept = name !== "" && name !== longer;
        const isSame = message.walk!.hasSameName(place);
        assert.equal(isSame, isKept && last[place] === name, `${name} at ${place}`);
        if (isSame) same++;
      }
      last = Object.assign(last, now);
    }
    assert.ok(same > 1_000);
  });
});
