import { Buffer } from "node:buffer";
import { compileTrie, createWasmProjector } from "../../src/kernel/index.js";
import { randomFrom } from "../support/random-from.js";
import { below, pick, type Random } from "./random-documents.js";

/**
 * Compares the kernel with JSON.parse on long documents, right ones and such as have one bracket, comma, colon or piece of a
 * scalar too much, too few or exchanged for another: so that the mistake lies anywhere in blocks that are checked many at once.
 *
 * @param firstSeed - Document i depends on `firstSeed + i` alone.
 * @returns How many were JSON and how many were not.
 * @throws {Error} At the first difference, with the seed.
 */
export function runLongFuzz(count: number, firstSeed: number): { valid: number; invalid: number } {
  const seen = { valid: 0, invalid: 0 };
  const projector = createWasmProjector(compileTrie([]));
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const random = randomFrom(seed);
    const text = spoilt(random, longDocument(random));
    const expected = isParsed(text);
    const bytes = Buffer.from(text);
    const start = below(random, 100);
    const end = start + bytes.length;
    // What stands behind a text, and behind a line, is no part of it.
    const behind = Buffer.from(
      pick(random, ['}]}]"', "\n", '\n{"a":[1,{"b":"\\u"}]}', "\n]]]]", '"', '\n"\\']),
    );
    projector.reserve(end + behind.length);
    projector.bytes.set(bytes, start);
    projector.bytes.set(behind, end);
    if (projector.isJson(start, end) !== expected)
      throw new Error(`long document of seed ${seed}: JSON.parse says ${expected}`);
    const isLine = !text.includes("\n") && behind[0] === 0x0a;
    const found = isLine ? projector.projectLine(start, end + behind.length) : -1;
    // A line that is right may be refused for what the next one begins with.
    if (found >= 0 && (found !== end || !expected))
      throw new Error(
        `line of seed ${seed}: ends at ${found - start} of ${bytes.length}, JSON.parse says ${expected}`,
      );
    seen[expected ? "valid" : "invalid"]++;
  }
  return seen;
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Draws an object of some thousand characters: histograms mostly, and whatever else may nest. */
function longDocument(random: Random): string {
  const space = pick(random, ["", "", "", " ", "\n  "]);
  const member = (): string => {
    const sort = random();
    const value =
      sort < 0.6 ? histogram(random) : sort < 0.75 ? flat(random) : nested(random, 1 + below(random, 12));
    return `"${pick(random, ["GC_MS", "a", "", "with space", 'q\\"', "{[,:]}", "\\\\"])}"${space}:${space}${value}`;
  };
  if (random() < 0.2) return `{"rows":${rowsOf(random)},"more":${histogram(random)}}`;
  const count = pick(random, [2, 10, 40, 200]);
  const members = Array.from({ length: count }, member);
  const depth = pick(random, [0, 0, 0, 1, 3, 70, 200]);
  const [open, close] = pick(random, [
    ['{"d":', "}"],
    ["[", "]"],
    ['[{"d":[', "]}]"],
  ] as const);
  return `${open.repeat(depth)}{${members.join(`,${space}`)}}${close.repeat(depth)}`;
}

function histogram(random: Random): string {
  const counts = Array.from({ length: below(random, 9) }, (_, i) => `"${i}":${below(random, 1000)}`).join();
  return `{"range":[1,${below(random, 10_000)}],"bucket_count":${below(random, 100)},"values":{${counts}},"sum":${scalar(random)}}`;
}

/** A list of lists or of objects, long enough for blocks to be checked carefully, with quiet parts between. */
function rowsOf(random: Random): string {
  const rows = Array.from({ length: 20 + below(random, 300) }, () => {
    if (random() < 0.02) return `"${"long ".repeat(below(random, 400))}"`;
    return random() < 0.7 ? `[${scalar(random)},"a",[${scalar(random)}]]` : `{"a":${scalar(random)},"b":{}}`;
  });
  return `[${rows.join()}]`;
}

/** A list of what is no container, over several blocks. */
function flat(random: Random): string {
  const items = Array.from({ length: below(random, 80) }, () => pick(random, ['"a"', '""', scalar(random)]));
  return `[${items.join()}]`;
}

function nested(random: Random, depth: number): string {
  if (depth === 0) return scalar(random);
  const items = Array.from({ length: below(random, 3) }, () => nested(random, depth - 1));
  if (random() < 0.5) return `[${items.join()}]`;
  return `{${items.map((item, i) => `"k${i}":${item}`).join()}}`;
}

const scalar = (random: Random): string =>
  pick(random, [
    "0",
    "7",
    "123",
    "-1",
    "0.5",
    "1e9",
    "true",
    "false",
    "null",
    '""',
    '"a b"',
    '"\\u00e9"',
    '"\\n"',
    "[]",
    "{}",
  ]);

/** Leaves a text as it is, or changes one place of it. */
function spoilt(random: Random, text: string): string {
  if (random() < 0.3) return text;
  const places = [...text.matchAll(/[{}[\],:"0-9a-z\\ -]/g)].map(({ index }) => index);
  const structure = [...text.matchAll(/[{}[\],:]/g)].map(({ index }) => index);
  const at = pick(random, random() < 0.8 ? structure : places)!;
  const other = pick(random, [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "0",
    "1",
    "-",
    ".",
    "e",
    "t",
    "\\",
    " ",
    "\t",
    "{}",
    "[]",
    "},{",
    "],[",
  ]);
  const swapped = pick(random, structure)!;
  switch (below(random, 4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + other + text.slice(at);
    case 2:
      return text.slice(0, at) + text[swapped]! + text.slice(at + 1);
    default:
      return text.slice(0, at) + other + text.slice(at + 1);
  }
}
