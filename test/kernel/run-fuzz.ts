import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { compileTrie, isJson, type PathTrie, type Projector } from "../../src/kernel/index.js";
import { randomFrom } from "../support/random-from.js";
import {
  checkMembers,
  checkSlot,
  type Placed,
  parsed,
  pathsOfNodes,
  place,
  spansOf,
  withoutBlanks,
} from "./check-projector.js";
import { projectorsToCheck } from "./projectors-to-check.js";
import { below, mutate, pick, type Random, randomDocument, randomPaths } from "./random-documents.js";

/** What a fuzz saw. */
export interface FuzzCounts {
  documents: number;
  valid: number;
  invalid: number;
  /** Values at wanted paths that were there. */
  found: number;
  /** Sections that were read in the place of a document's own. */
  sections: number;
  projectors: string[];
}

const LINE_FEED = Buffer.from("\n");
/** After so many documents other paths are wanted, so that a projector's making is paid rarely. */
const DOCUMENTS_PER_TRIE = 256;

interface Contestant {
  readonly name: string;
  readonly strict: Projector;
  readonly loose: Projector;
}

interface Setting {
  readonly paths: readonly (readonly string[])[];
  readonly trie: PathTrie;
  readonly nodePaths: readonly (readonly string[])[];
  readonly contestants: readonly Contestant[];
}

/**
 * Compares every projector with JSON.parse on random documents, most of them mutated: whether they are accepted, every
 * value that is wanted, and the members listed.
 *
 * @param firstSeed - Document i depends on `firstSeed + i` alone, so that one document can be run again.
 * @throws {Error} At the first difference, with the seed and the document.
 */
export function runFuzz(count: number, firstSeed: number): FuzzCounts {
  const counts: FuzzCounts = {
    ...{ documents: 0, valid: 0, invalid: 0, found: 0, sections: 0 },
    projectors: [...projectorsToCheck.keys()],
  };
  let setting: Setting | undefined;
  let group = -1;
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const wanted = Math.floor(seed / DOCUMENTS_PER_TRIE);
    if (wanted !== group || setting === undefined) setting = settingOf(randomFrom(wanted));
    group = wanted;
    fuzzOnce(seed, setting, counts);
  }
  return counts;
}

function settingOf(random: Random): Setting {
  const paths = randomPaths(random);
  const trie = compileTrie(paths);
  const contestants = [...projectorsToCheck].map(([name, create]) => ({
    name,
    strict: create(trie),
    loose: create(trie, { validate: false }),
  }));
  return { paths, trie, nodePaths: pathsOfNodes(trie), contestants };
}

/** A document and, for some, a section that is read in the place of what the document has at a node. */
interface Case {
  readonly text: Buffer;
  readonly document: Placed;
  readonly section: { readonly text: Buffer; readonly placed: Placed; readonly node: number } | null;
  /** The byte that fills the memory around. */
  readonly around: number;
}

function drawCase(random: Random, setting: Setting): Case {
  const draw = (): Buffer => {
    const text = randomDocument(random, setting.paths);
    return random() < 0.75 ? mutate(random, text) : text;
  };
  const placed = (text: Buffer, start: number): Placed => ({
    ...{ start, end: start + text.length },
    value: parsed(text),
  });
  const text = draw();
  const document = placed(text, below(random, 130));
  const around = pick(random, [0, 0x20, 0x22, 0x5c, 0x7d, 0x31, 0x0a, 0x65]);
  if (random() >= 0.15) return { text, document, section: null, around };
  const section = draw();
  const node = below(random, setting.nodePaths.length);
  return {
    text,
    document,
    section: { text: section, placed: placed(section, document.end + 64), node },
    around,
  };
}

function fuzzOnce(seed: number, setting: Setting, counts: FuzzCounts): void {
  // The bits are mixed, as neighbouring seeds would draw alike.
  const drawn = drawCase(randomFrom(Math.imul(seed + 1, 0x9e3779b1)), setting);
  counts.documents += 1;
  counts[drawn.document.value === undefined ? "invalid" : "valid"] += 1;
  let first: Seen | null = null;
  for (const { name, strict, loose } of setting.contestants) {
    try {
      const seen = fuzzStrict(strict, drawn, setting, first === null ? counts : null);
      fuzzLine(strict, drawn, setting);
      fuzzLoose(loose, drawn, setting, seen);
      first ??= seen;
      assert.deepEqual(seen, first, `spans and members as those of ${setting.contestants[0]!.name}`);
    } catch (error) {
      const again = `PINGFRAME_FUZZ=1 PINGFRAME_FUZZ_SEED=${seed} node scripts/fuzz-kernel.mjs`;
      const paths = JSON.stringify(setting.paths).slice(0, 2000);
      const document = JSON.stringify(drawn.text.toString("latin1").slice(0, 2000));
      throw new Error(
        `${name}, seed ${seed} (${again}): ${(error as Error).message}\npaths ${paths}\ndocument, a character a byte ${document}`,
        { cause: error },
      );
    }
  }
}

/** All that a projector found in a case. Empty where a text was rejected. */
interface Seen {
  readonly document: readonly number[];
  readonly members: readonly number[];
  readonly section: readonly number[];
}

/**
 * Reads a case with a projector that validates.
 *
 * @param counts - Where to count what was found, after checking it by the values of JSON.parse; null if it is
 * compared with what a projector found that was checked so, as spans must be the same.
 */
function fuzzStrict(
  projector: Projector,
  { text, document, section, around }: Case,
  { paths, trie, nodePaths }: Setting,
  counts: FuzzCounts | null,
): Seen {
  const { start, end, value } = document;
  place(projector, text, start, around);
  const isValid = value !== undefined;
  assert.equal(projector.isJson(start, end), isValid, "isJson agrees with JSON.parse");
  assert.equal(projector.project(0, start, end), isValid, "project agrees with JSON.parse");
  assert.ok(projector.bytes.subarray(start, end).equals(text), "the text stays as it is");
  if (!isValid) return { document: [], members: [], section: [] };
  const found = spansOf(projector, trie.slots);
  if (counts !== null) {
    paths.forEach((path, i) => {
      checkSlot(projector, trie.slotOf[i]!, document, path);
    });
    for (let slot = 0; slot < trie.slots; slot++) if (projector.ends[slot] !== 0) counts.found += 1;
    // Putting members together costs more than all the rest.
    if (start % 4 === 0) checkMembers(projector, withoutBlanks(projector.bytes, document));
  }
  const container = withoutBlanks(projector.bytes, document);
  const isContainer = typeof value === "object" && value !== null;
  const count = isContainer ? projector.listMembers(container.start, container.end) : 0;
  const members = Array.from(projector.members.subarray(0, 6 * count));
  // Flags are only promised for strings.
  for (let i = 3; i < members.length; i += 6) if (projector.bytes[members[i]!] !== 0x22) members[i + 2] = 0;
  const seen = { document: found, members };
  if (section === null) return { ...seen, section: [] };
  assert.ok(projector.project(0, start, end, true), "takes text that is known to be JSON");
  assert.deepEqual(spansOf(projector, trie.slots), found, "spans of text that is known to be JSON");
  const { placed, node } = section;
  place(projector, section.text, placed.start, around);
  const isTaken = projector.project(node, placed.start, placed.end);
  assert.equal(isTaken, placed.value !== undefined, "project of a section agrees with JSON.parse");
  if (!isTaken) return { ...seen, section: [] };
  if (counts !== null) {
    counts.sections += 1;
    const { lowSlot, highSlot } = trie.nodes[node]!;
    paths.forEach((path, i) => {
      const slot = trie.slotOf[i]!;
      const isBelow = lowSlot <= slot && slot < highSlot;
      if (isBelow) checkSlot(projector, slot, placed, path.slice(nodePaths[node]!.length));
      else checkSlot(projector, slot, document, path);
    });
  }
  return { ...seen, section: spansOf(projector, trie.slots) };
}

/** Reads a text as lines, with itself as another line behind. */
function fuzzLine(projector: Projector, { text, document, around }: Case, { trie }: Setting): void {
  const { start } = document;
  const end = place(projector, Buffer.concat([text, LINE_FEED, text]), start, around);
  const line = text.subarray(0, text.includes(0x0a) ? text.indexOf(0x0a) : text.length);
  const isValid = parsed(line) !== undefined;
  const found = projector.projectLine(start, end);
  const isNextValid = line.length === text.length;
  if (!isValid || isNextValid || found !== -1)
    assert.equal(found, isValid ? start + line.length : -1, "projectLine takes a line that JSON.parse takes");
  if (found < 0) return;
  const spans = spansOf(projector, trie.slots);
  assert.ok(projector.project(0, start, start + line.length));
  assert.deepEqual(spansOf(projector, trie.slots), spans, "projectLine finds what project finds");
  // The last line has no line feed.
  assert.equal(projector.projectLine(start, start + line.length), start + line.length);
}

/** What nobody wants is not checked; of other texts than JSON, what is found is JSON all the same. */
function fuzzLoose(
  projector: Projector,
  { text, document, around }: Case,
  { trie }: Setting,
  seen: Seen,
): void {
  place(projector, text, document.start, around);
  const isTaken = projector.project(0, document.start, document.end);
  if (isTaken) {
    const { starts, ends, bytes } = projector;
    for (const { slot, children } of trie.nodes) {
      // What is wanted whole and in parts is walked.
      if (slot < 0 || children.size > 0) continue;
      const isFound = ends[slot] !== 0;
      assert.ok(!isFound || isJson(bytes, starts[slot]!, ends[slot]!), "what is wanted is JSON");
    }
  }
  if (document.value === undefined) return;
  assert.ok(isTaken, "without validation: accepts what JSON.parse accepts");
  assert.deepEqual(spansOf(projector, trie.slots), seen.document, "spans without validation");
}
