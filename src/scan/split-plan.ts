import type { ScanPlan } from "./types.js";

/**
 * Splits a plan into plans of consecutive objects, each of about `targetBytes` stored bytes, whose
 * results, merged in order, are the result of the whole plan. A plan with a record limit is not split.
 */
export function splitPlan(plan: ScanPlan, targetBytes: number): ScanPlan[] {
  if (plan.limitRecords !== null) return [plan];
  const parts: ScanPlan[] = [];
  let start = 0;
  let bytes = 0;
  plan.objects.forEach((object, index) => {
    bytes += object.byteLength;
    if (bytes < targetBytes && index < plan.objects.length - 1) return;
    parts.push({ ...plan, objects: plan.objects.slice(start, index + 1) });
    start = index + 1;
    bytes = 0;
  });
  return parts.length === 0 ? [plan] : parts;
}
