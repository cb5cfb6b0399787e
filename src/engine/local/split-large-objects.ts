import { startsWithObject } from "../../decode/index.js";
import { type EngineContext, type ObjectToRead, partsOfLines, type ScanPlan } from "../../scan/index.js";
import { readWhole } from "../../store/index.js";

/** What tells a format by how an object starts. */
const FIRST_BYTES = 4096;

/**
 * Splits objects that would keep one thread busy while others have nothing left, if they are plain JSON lines: no other
 * format can be read from the middle. A cache keeps what whole objects give, so with one none is split.
 *
 * @param share - How many bytes make an object too large.
 * @param partBytes - About how many bytes a part takes.
 */
export async function splitLargeObjects(
  plan: ScanPlan,
  { store, signal }: EngineContext,
  share: number,
  partBytes: number,
): Promise<ScanPlan> {
  if (plan.cache !== undefined || !plan.objects.some(({ byteLength }) => byteLength > share)) return plan;
  const objects: ObjectToRead[] = [];
  for (const object of plan.objects) {
    if (object.byteLength > share && (await isPlainLines(object))) {
      objects.push(...partsOfLines(object, partBytes));
    } else objects.push(object);
  }
  return { ...plan, objects };

  async function isPlainLines({ key, etag }: ObjectToRead): Promise<boolean> {
    const options = { end: FIRST_BYTES, ...(signal ? { signal } : {}), ...(etag ? { ifMatch: etag } : {}) };
    try {
      // Nothing compressed, and no Heka record, starts like that.
      return startsWithObject(await readWhole(store, key, options));
    } catch {
      signal?.throwIfAborted();
      // Whoever reads it says why it can't be read.
      return false;
    }
  }
}
