import assert from "node:assert/strict";
import type { Buffer } from "node:buffer";
import { type PathTrie, type Projector, SPAN_ESCAPED, SPAN_WIDE } from "../../src/kernel/index.js";
import { isSameValue, valueAt } from "./value-at.js";

/** A text in a projector's memory, and what JSON.parse says of it. */
export interface Placed {
  readonly start: number;
  readonly end: number;
  /** `undefined` if the text is no JSON. */
  readonly value: unknown;
}

/** What JSON.parse makes of bytes, or `undefined`. */
export function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A document's value alone, without the blanks around it. */
export function withoutBlanks(bytes: Buffer, { start, end, value }: Placed): Placed {
  let from = start;
  let to = end;
  while (from < to && bytes[from]! <= 0x20) from += 1;
  while (from < to && bytes[to - 1]! <= 0x20) to -= 1;
  return { start: from, end: to, value };
}

/** Puts a text into a projector's memory between bytes that go on with it in the worst way; gives its end. */
export function place(projector: Projector, text: Buffer, start: number, around: number): number {
  const end = start + text.length;
  projector.reserve(end);
  projector.bytes.fill(around, Math.max(0, start - 64), end + 64);
  projector.bytes.set(text, start);
  return end;
}

/** Checks that a slot holds what a path leads to: the exact span of a value, with its flags, or none. */
export function checkSlot(projector: Projector, slot: number, within: Placed, path: readonly string[]): void {
  const { bytes } = projector;
  const start = projector.starts[slot]!;
  const end = projector.ends[slot]!;
  const expected = valueAt(within.value, path);
  const found = end === 0 ? undefined : JSON.parse(bytes.toString("utf8", start, end));
  if (!isSameValue(found, expected)) {
    assert.fail(`${shown(path)} is ${shown(found)}; expected ${shown(expected)}`);
  }
  if (end === 0) return;
  assert.ok(within.start <= start && end <= within.end, `the span of ${shown(path)} lies in the document`);
  checkSpan(bytes, start, end, projector.flags[slot]!, found);
}

/** Checks a span of a value: no blanks around, and flags that tell how to decode it. */
function checkSpan(bytes: Buffer, start: number, end: number, flags: number, value: unknown): void {
  assert.ok(bytes[start]! > 0x20 && bytes[end - 1]! > 0x20, "the span has no blanks around");
  if (typeof value !== "string") return;
  const inside = bytes.subarray(start + 1, end - 1);
  const expected =
    (inside.includes(0x5c) ? SPAN_ESCAPED : 0) | (inside.some((byte) => byte >= 0x80) ? SPAN_WIDE : 0);
  assert.equal(flags, expected, `the flags of ${shown(value)}`);
  if (flags === 0) assert.equal(inside.toString("latin1"), value);
}

/** Checks what a projector lists of a container's span, and of some containers in it, by putting it together again. */
export function checkMembers(projector: Projector, within: Placed, levels = 3): void {
  const { bytes } = projector;
  const { value } = within;
  if (typeof value !== "object" || value === null) return;
  const count = projector.listMembers(within.start, within.end);
  const spans = Array.from(projector.members.subarray(0, 6 * count));
  const inner: Placed[] = [];
  const entries = new Map<string, unknown>();
  for (let i = 0; i < count; i++) {
    const [keyStart, keyEnd, keyFlags, valueStart, valueEnd, valueFlags] = spans.slice(6 * i, 6 * i + 6) as [
      ...[number, number, number],
      ...[number, number, number],
    ];
    const member: unknown = JSON.parse(bytes.toString("utf8", valueStart, valueEnd));
    checkSpan(bytes, valueStart, valueEnd, valueFlags, member);
    if (Array.isArray(value)) {
      assert.deepEqual([keyStart, keyEnd, keyFlags], [0, 0, 0], "an item has no key");
      entries.set(String(i), member);
    } else {
      const key: unknown = JSON.parse(bytes.toString("utf8", keyStart, keyEnd));
      assert.ok(typeof key === "string");
      checkSpan(bytes, keyStart, keyEnd, keyFlags, key);
      entries.set(key, member);
    }
    inner.push({ start: valueStart, end: valueEnd, value: member });
  }
  const expected = Object.entries(value);
  assert.equal(entries.size, expected.length, "as many members as JSON.parse finds");
  for (const [name, member] of expected) {
    if (!entries.has(name) || !isSameValue(entries.get(name), member)) {
      assert.fail(`the member ${shown(name)} is as JSON.parse has it`);
    }
  }
  if (levels > 0) for (const child of inner.slice(0, 4)) checkMembers(projector, child, levels - 1);
}

function shown(value: unknown): string {
  try {
    return String(JSON.stringify(value)).slice(0, 200);
  } catch {
    return "nested too deep to show";
  }
}

/** All that a projector found, for comparison with what another one did. */
export function spansOf(projector: Projector, slots: number): number[] {
  const spans: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const start = projector.starts[slot]!;
    const end = projector.ends[slot]!;
    if (end === 0) spans.push(0, 0, 0);
    // Flags are only promised for strings.
    else spans.push(start, end, projector.bytes[start] === 0x22 ? projector.flags[slot]! : 0);
  }
  return spans;
}

/** The path of each node from the root. */
export function pathsOfNodes(trie: PathTrie): string[][] {
  const paths: string[][] = [[]];
  // Parents stand before their children.
  trie.nodes.forEach((node, index) => {
    for (const [name, child] of node.children) paths[child] = [...paths[index]!, name];
  });
  return paths;
}
