import { EngineError } from "../../errors.js";
import {
  addAccounts,
  type EngineContext,
  emptyAccount,
  mergeResults,
  type ObjectToRead,
  objectsIn,
  runScan,
  type ScanAccount,
  type ScanEvent,
  type ScanPlan,
  type ScanResult,
} from "../../scan/index.js";
import { ThreadDeath } from "./thread-death.js";

/** Runs a plan in a thread. */
export type RunInThread = (plan: ScanPlan, context: Omit<EngineContext, "store">) => Promise<ScanResult>;

/**
 * Runs a plan in a thread, and outlives the thread: the object on which it died is read once more, alone, and
 * the others by themselves. If its thread dies again, the object is damage, as one that can't be read is.
 *
 * @param isAgain - Whether a thread died before it read anything of the plan.
 * @throws {EngineError} If a second thread died before it read anything, or one did on an object where `onBadRecord` is `"fail"`.
 */
export async function runSurviving(
  plan: ScanPlan,
  context: EngineContext,
  run: RunInThread,
  isAgain = false,
): Promise<ScanResult> {
  try {
    return await run(plan, context);
  } catch (error) {
    if (!(error instanceof ThreadDeath)) throw error;
    const { objects } = plan;
    const object = objects[error.position];
    if (object === undefined) {
      // What an earlier plan left in the thread may have been too much; a thread that can't start fails again.
      if (!isAgain) return runSurviving(plan, context, run, true);
      throw new EngineError(`a scan's thread failed: ${error.message}`, { cause: error });
    }
    if (objects.length === 1) return withoutObject(plan, context, object, error);
    const pieces = [objects.slice(0, error.position), [object], objects.slice(error.position + 1)].filter(
      ({ length }) => length > 0,
    );
    const results: ScanResult[] = [];
    for (const piece of pieces) {
      const before = addAccounts(results.map(({ account }) => account));
      const onEvent = (event: ScanEvent): void => context.onEvent?.(addBefore(event, before));
      results.push(await runSurviving({ ...plan, objects: piece }, { ...context, onEvent }, run));
    }
    return mergeResults(results);
  }
}

/** The result of a plan whose only object ends every thread that reads it. */
async function withoutObject(
  plan: ScanPlan,
  context: EngineContext,
  object: ObjectToRead,
  cause: ThreadDeath,
): Promise<ScanResult> {
  const message = `the thread that read it ended: ${cause.message}`;
  const { key } = object;
  if (plan.onBadRecord === "fail") throw new EngineError(`cannot read ${key}: ${message}`, { cause });
  const { columns } = await runScan({ ...plan, objects: [] }, context);
  const account: ScanAccount = {
    ...emptyAccount,
    objects: objectsIn(object),
    damage: { thread: 1 },
    damageReports: [{ key, byteOffset: object.lines?.from ?? 0, kind: "thread", message }],
  };
  return { columns, account };
}

function addBefore(event: ScanEvent, before: ScanAccount): ScanEvent {
  if (event.kind !== "progress") return event;
  const account = addAccounts([before, event.account]);
  return {
    ...event,
    objectsDone: account.objects,
    bytesDone: account.bytes,
    records: account.records,
    account,
  };
}
