import type { PingDocument, RecordCells } from "../decode/index.js";
import type { PathTrie } from "../kernel/index.js";
import type { HistogramPaths } from "../ping/index.js";

/** A value to look for, by its path in the ping or in a process, and the index of that path in the trie. */
interface Target {
  readonly path: readonly string[];
  readonly index: number;
}

/** What is wanted of every process of a payload. */
interface Others {
  readonly container: readonly string[];
  /** The index of the path of `processes`, and of `childPayloads`. */
  readonly processes: number;
  readonly children: number;
  readonly targets: Target[];
  /** A name at the trie's root that stands for a process. No ping has it, and it would do no harm. */
  readonly root: string;
}

const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;

/**
 * Plans to read histograms of a record: those of the payload are looked for by their paths, and those of other
 * processes in each process in turn.
 *
 * @param add - Adds a path to those that the trie will have, and gives its index.
 * @returns Given the trie, what makes a ping of a record's cells with nothing but those histograms in it.
 */
export function histogramReader(
  histograms: readonly HistogramPaths[],
  add: (path: readonly string[]) => number,
): (trie: PathTrie) => (cells: RecordCells) => PingDocument {
  const targets: Target[] = [];
  const all: Others[] = [];
  for (const { own, others } of histograms) {
    targets.push({ path: own, index: add(own) });
    if (others === null) continue;
    const { container, below } = others;
    let of = all.find((known) => known.container.join("/") === container.join("/"));
    if (of === undefined) {
      const root = `\u0000process of ${container.join("/")}`;
      const [processes, children] = [add([...container, "processes"]), add([...container, "childPayloads"])];
      of = { container, processes, children, targets: [], root };
      all.push(of);
    }
    of.targets.push({ path: below, index: add([of.root, ...below]) });
  }
  // A keyed histogram before its labels, which are put into it.
  for (const list of [targets, ...all.map((others) => others.targets)]) {
    list.sort((a, b) => a.path.length - b.path.length);
  }
  return (trie) => (cells) => {
    const ping: PingDocument = {};
    take(cells, trie, targets, ping);
    for (const others of all) takeOthers(cells, trie, others, ping);
    return ping;
  };
}

function take(cells: RecordCells, trie: PathTrie, targets: readonly Target[], into: PingDocument): void {
  for (const { path, index } of targets) {
    const value = cells.value(trie.slotOf[index]!);
    if (value !== undefined) setAt(into, path, value);
  }
}

function takeOthers(
  cells: RecordCells,
  trie: PathTrie,
  { container, processes, children, targets, root }: Others,
  ping: PingDocument,
): void {
  const { projector } = cells;
  const node = trie.nodes[0]!.children.get(root)!;
  const { lowSlot, highSlot } = trie.nodes[node]!;
  const each = (index: number, open: number): { key: string; process: PingDocument }[] | null => {
    const slot = trie.slotOf[index]!;
    const start = projector.starts[slot]!;
    if (projector.ends[slot] === 0 || projector.bytes[start] !== open) return null;
    const count = projector.listMembers(start, projector.ends[slot]!);
    const found: { key: string; process: PingDocument }[] = [];
    for (let member = 0; member < count; member++) {
      const at = member * 6;
      const [keyStart, keyEnd] = [projector.members[at]!, projector.members[at + 1]!];
      const key =
        keyEnd === 0 ? "" : (JSON.parse(projector.bytes.toString("utf8", keyStart, keyEnd)) as string);
      for (let below = lowSlot; below < highSlot; below++) cells.values[below] = undefined;
      projector.project(node, projector.members[at + 3]!, projector.members[at + 4]!, true);
      const process: PingDocument = {};
      take(cells, trie, targets, process);
      found.push({ key, process });
    }
    return found;
  };
  const named = each(processes, OPEN_OBJECT);
  if (named !== null) {
    // Made as JSON.parse makes objects: the last of equal names counts, at the place of the first.
    const byName: PingDocument = {};
    for (const { key, process } of named) setAt(byName, [key], process);
    setAt(ping, [...container, "processes"], byName);
  }
  const listed = each(children, OPEN_LIST);
  if (listed !== null) {
    setAt(
      ping,
      [...container, "childPayloads"],
      listed.map(({ process }) => process),
    );
  }
}

/** Sets an own member, whatever its name, below objects that are made on the way. */
function setAt(into: PingDocument, path: readonly string[], value: unknown): void {
  let parent = into;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(parent, name)) define(parent, name, {});
    const child = parent[name];
    if (typeof child !== "object" || child === null) return;
    parent = child as PingDocument;
  }
  define(parent, path.at(-1)!, value);
}

function define(parent: PingDocument, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
}
