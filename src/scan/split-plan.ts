import { type ObjectToRead, sizeOf } from "./object-lines.js";
import type { ScanPlan } from "./types.js";

/**
 * Splits a plan into plans of consecutive objects, each of about `targetBytes` stored bytes, whose
 * results, merged in order, are the result of the whole plan. An object of that size or more, and some lines of one, are
 * a part by themselves. A plan with a record limit is not split.
 */
export function splitPlan(plan: ScanPlan, targetBytes: number): ScanPlan[] {
  if (plan.limitRecords !== null) return [plan];
  const parts: ScanPlan[] = [];
  let objects: ObjectToRead[] = [];
  let bytes = 0;
  const close = (): void => {
    if (objects.length > 0) parts.push({ ...plan, objects });
    objects = [];
    bytes = 0;
  };
  for (const object of plan.objects) {
    const isAlone = object.lines !== undefined || object.byteLength >= targetBytes;
    if (isAlone) close();
    objects.push(object);
    bytes += sizeOf(object);
    if (isAlone || bytes >= targetBytes) close();
  }
  close();
  return parts.length === 0 ? [plan] : parts;
}
