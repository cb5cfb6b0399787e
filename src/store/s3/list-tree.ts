import { Limiter } from "../limiter.js";

/** One page of a listing. */
export interface ListPage<T> {
  readonly objects: readonly T[];
  /** The folders directly below, where they were asked for. */
  readonly folders: readonly string[];
  /** What asks for the next page, if there is one. */
  readonly next: string | undefined;
}

/** Asks for a page: of all that lies below a prefix, or of one level with its folders. */
export type GetPage<T> = (
  prefix: string,
  kind: "all" | "level",
  next: string | undefined,
) => Promise<ListPage<T>>;

const LISTINGS_AT_ONCE = 16;
/** With fewer objects a folder, a listing a folder takes more requests than it saves time. */
const OBJECTS_A_FOLDER = 100;

/** Lists one level: the objects and folders directly below a prefix. */
export async function listLevel<T>(prefix: string, getPage: GetPage<T>): Promise<Omit<ListPage<T>, "next">> {
  const objects: T[] = [];
  const folders: string[] = [];
  for (let next: string | undefined, page: ListPage<T>; ; next = page.next) {
    page = await getPage(prefix, "level", next);
    for (const object of page.objects) objects.push(object);
    folders.push(...page.folders);
    if (page.next === undefined) return { objects, folders };
  }
}

/**
 * Lists all objects below a prefix, in no particular order. Pages follow one another, which is slow for large listings:
 * where the first page shows few and full folders, these are listed at the same time.
 *
 * @param keyOf - An object's key.
 */
export async function listTree<T>(
  prefix: string,
  getPage: GetPage<T>,
  keyOf: (object: T) => string,
): Promise<T[]> {
  const limiter = new Limiter(LISTINGS_AT_ONCE);
  const found: T[] = [];
  const limited: GetPage<T> = (...page) => limiter.run(() => getPage(...page));
  const take = (objects: readonly T[]): void => {
    for (const object of objects) found.push(object);
  };
  const list = async (below: string): Promise<void> => {
    const first = await limited(below, "all", undefined);
    if (first.next !== undefined && isWorthSplitting(below, first.objects.map(keyOf))) {
      const level = await listLevel(below, limited);
      take(level.objects);
      await Promise.all(level.folders.map(list));
      return;
    }
    take(first.objects);
    for (let { next } = first; next !== undefined; ) {
      const page = await limited(below, "all", next);
      take(page.objects);
      next = page.next;
    }
  };
  await list(prefix);
  return found;
}

function isWorthSplitting(prefix: string, keys: readonly string[]): boolean {
  const folders = new Set<string>();
  for (const key of keys) {
    const slash = key.indexOf("/", prefix.length);
    if (slash !== -1) folders.add(key.slice(0, slash));
  }
  return folders.size > 0 && keys.length / folders.size >= OBJECTS_A_FOLDER;
}
