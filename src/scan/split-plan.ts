import type { StoredObject } from "../store/index.js";
import type { ScanPlan } from "./types.js";

/**
 * Splits a plan into plans of consecutive objects, each of about `targetBytes` stored bytes, whose
 * results, merged in order, are the result of the whole plan. An object of that size or more is a part by
 * itself. A plan with a record limit is not split.
 */
export function splitPlan(plan: ScanPlan, targetBytes: number): ScanPlan[] {
  if (plan.limitRecords !== null) return [plan];
  const parts: ScanPlan[] = [];
  let objects: StoredObject[] = [];
  let bytes = 0;
  const close = (): void => {
    if (objects.length > 0) parts.push({ ...plan, objects });
    objects = [];
    bytes = 0;
  };
  for (const object of plan.objects) {
    if (object.byteLength >= targetBytes) close();
    objects.push(object);
    bytes += object.byteLength;
    if (bytes >= targetBytes) close();
  }
  close();
  return parts.length === 0 ? [plan] : parts;
}
