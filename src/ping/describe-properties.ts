import { own } from "./own.js";

/** One path found in pings; see {@link describeProperties}. */
export interface PropertyDescription {
  /** The path as {@link parseProperties} takes it; `…/*` stands for members that are not listed one by one. */
  readonly path: string;
  /** The types of its values, sorted: `boolean`, `histogram`, `keyed-histogram`, `list`, `null`, `number`, `string`. */
  readonly types: readonly string[];
  /** How many pings have a value there other than `null`. */
  readonly count: number;
  /** `count` divided by the number of pings, from 0 to 1. */
  readonly share: number;
}

/** Options of {@link describeProperties}. */
export interface DescribePropertiesOptions {
  /** The most rows to give; the fullest maps are summed up as `…/*` until the rest fits. @defaultValue 1000 */
  readonly maxPaths?: number | undefined;
}

interface Node {
  readonly children: Map<string, Node>;
  readonly types: Set<string>;
  /** Pings with a value here that is not null. */
  count: number;
  /** Pings with an object here that has members. */
  filled: number;
  /** The number of the last ping counted, so that each counts once. */
  lastPing: number;
  lastFilled: number;
}

// Beyond this many members, further names of one object are not told apart.
const mostMembers = 20_000;

// No browser nests deeper, but whoever sends a ping may; what lies below is summed up.
const deepest = 100;

/**
 * Lists the paths that occur in pings, with the types of their values and how often each is present.
 *
 * Objects are walked into, lists are not. A histogram is listed once under `payload/histograms`,
 * whichever process recorded it, because that is the path that reads it merged; keyed ones likewise.
 * What lies more than 100 levels deep is summed up as `…/*`.
 * Paths with a member that holds a `/` are written as a JSON list. Only names and types are
 * reported, never values.
 *
 * @returns A row per path, sorted by path in the order of UTF-16 code units; empty for no pings.
 *
 * @example
 * const pings = [{ payload: { reason: "startup" } }, { payload: { reason: null } }];
 * describeProperties(pings); // [{ path: "payload/reason", types: ["null", "string"], count: 1, share: 0.5 }]
 */
export function describeProperties(
  pings: Iterable<unknown>,
  { maxPaths = 1000 }: DescribePropertiesOptions = {},
): PropertyDescription[] {
  const root = newNode();
  let total = 0;
  for (const ping of pings) {
    total += 1;
    visit(root, ping, total);
    visitHistograms(root, ping, total);
  }
  const folded = new Set<Node>();
  while (!folded.has(root) && countRows(root, folded) > maxPaths) {
    folded.add(findLargest(root, folded) ?? root);
  }
  return listRows(root, [], folded, total).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function newNode(): Node {
  return { children: new Map(), types: new Set(), count: 0, filled: 0, lastPing: 0, lastFilled: 0 };
}

function childOf(node: Node, name: string): Node {
  const known =
    node.children.get(name) ?? (node.children.size >= mostMembers ? node.children.get("*") : undefined);
  if (known !== undefined) return known;
  const child = newNode();
  node.children.set(node.children.size >= mostMembers ? "*" : name, child);
  return child;
}

function addType(node: Node, type: string, pingNumber: number): void {
  node.types.add(type);
  if (type === "null" || node.lastPing === pingNumber) return;
  node.lastPing = pingNumber;
  node.count += 1;
}

function visit(root: Node, ping: unknown, pingNumber: number): void {
  const open: [node: Node, value: unknown, depth: number][] = [[root, ping, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, value, depth] = next;
    if (!isObject(value)) {
      addType(node, Array.isArray(value) ? "list" : value === null ? "null" : typeof value, pingNumber);
      continue;
    }
    for (const name of Object.keys(value)) {
      if (isHistogramSection(name) && isObject(value[name])) continue;
      if (depth <= deepest) markFilled(node, pingNumber);
      open.push([
        depth > deepest ? node : childOf(node, depth === deepest ? "*" : name),
        value[name],
        depth + 1,
      ]);
    }
  }
}

function visitHistograms(root: Node, ping: unknown, pingNumber: number): void {
  const payload = own(ping, "payload");
  const processes = own(payload, "processes");
  const children = own(payload, "childPayloads");
  const containers = [payload, ...(isObject(processes) ? Object.values(processes) : [])];
  if (Array.isArray(children)) containers.push(...children);
  for (const container of containers) {
    for (const [section, type] of sections) {
      const probes = own(container, section);
      if (!isObject(probes)) continue;
      const node = childOf(childOf(root, "payload"), section);
      for (const [name, value] of Object.entries(probes)) {
        if (!isObject(value) || Object.keys(value).length === 0) continue;
        markFilled(node, pingNumber);
        addType(childOf(node, name), type, pingNumber);
      }
    }
  }
}

const sections = [
  ["histograms", "histogram"],
  ["keyedHistograms", "keyed-histogram"],
] as const;

function isHistogramSection(name: string): boolean {
  return sections.some(([section]) => section === name);
}

function markFilled(node: Node, pingNumber: number): void {
  if (node.lastFilled === pingNumber) return;
  node.lastFilled = pingNumber;
  node.filled += 1;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function countRows(node: Node, folded: ReadonlySet<Node>): number {
  let rows = node.types.size > 0 ? 1 : 0;
  if (folded.has(node)) return rows + 1;
  for (const child of node.children.values()) rows += countRows(child, folded);
  return rows;
}

/** The object with the most members that is not folded yet; the root only when nothing else is left. */
function findLargest(node: Node, folded: ReadonlySet<Node>): Node | null {
  let largest: Node | null = null;
  for (const child of node.children.values()) {
    if (folded.has(child) || child.children.size === 0) continue;
    const below = findLargest(child, folded);
    const best = below !== null && below.children.size >= child.children.size ? below : child;
    if (largest === null || best.children.size > largest.children.size) largest = best;
  }
  return largest;
}

function listRows(
  node: Node,
  path: readonly string[],
  folded: ReadonlySet<Node>,
  total: number,
): PropertyDescription[] {
  const rows: PropertyDescription[] = [];
  if (node.types.size > 0) rows.push(row(path, node.types, node.count, total));
  if (folded.has(node)) {
    rows.push(row([...path, "*"], typesBelow(node, new Set()), node.filled, total));
    return rows;
  }
  for (const [name, child] of node.children) rows.push(...listRows(child, [...path, name], folded, total));
  return rows;
}

function row(
  path: readonly string[],
  types: Iterable<string>,
  count: number,
  total: number,
): PropertyDescription {
  const text = path.some((member) => member.includes("/")) ? JSON.stringify(path) : path.join("/");
  return { path: text, types: [...types].sort(), count, share: count / total };
}

function typesBelow(node: Node, types: Set<string>): Set<string> {
  for (const child of node.children.values()) {
    for (const type of child.types) types.add(type);
    typesBelow(child, types);
  }
  return types;
}
