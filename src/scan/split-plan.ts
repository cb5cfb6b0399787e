import { type ObjectToRead, sizeOf } from "./object-lines.js";
import { bytesOf } from "./progress-of.js";
import type { ScanPlan } from "./types.js";

/**
 * Splits a plan into plans of consecutive objects, whose results, merged in order, are the result of the whole plan.
 * An object of a part's size or more, and some lines of one, are a part by themselves. A plan with a record limit is not
 * split.
 *
 * @param partBytes - How many stored bytes make a part, give or take an object, if so many are left with it.
 */
export function splitPlan(plan: ScanPlan, partBytes: (bytesLeft: number) => number): ScanPlan[] {
  if (plan.limitRecords !== null) return [plan];
  const parts: ScanPlan[] = [];
  let objects: ObjectToRead[] = [];
  let bytes = 0;
  const largest = partBytes(bytesOf(plan.objects));
  /** Bytes of objects that may share a part: others are not there to even out the end. */
  let left = bytesOf(plan.objects.filter((object) => !isAlone(object, largest)));
  let target = partBytes(left);
  const close = (): void => {
    if (objects.length > 0) parts.push({ ...plan, objects });
    objects = [];
    bytes = 0;
    target = partBytes(left);
  };
  for (const object of plan.objects) {
    const alone = isAlone(object, target);
    if (alone) close();
    objects.push(object);
    bytes += sizeOf(object);
    if (!isAlone(object, largest)) left -= sizeOf(object);
    if (alone || bytes >= target) close();
  }
  close();
  return parts.length === 0 ? [plan] : parts;
}

function isAlone({ lines, byteLength }: ObjectToRead, target: number): boolean {
  return lines !== undefined || byteLength >= target;
}
