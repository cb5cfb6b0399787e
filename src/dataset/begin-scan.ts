import type { ScanAccount, ScanEventSink } from "../scan/index.js";
import type { DatasetContext } from "./types.js";

/** How a scan ended. */
export type Ending = "done" | "interrupt" | "failure" | "caller";

/** A scan that has begun: what stops it and who hears of it. */
export interface BegunScan {
  readonly signal: AbortSignal | undefined;
  readonly onEvent: ScanEventSink | undefined;
  /**
   * Ends the scan: tells how, and gives the account, marked as partial unless the scan is done.
   *
   * @param objects - How many objects it was to read; null if it never came to reading, so that there is no account.
   */
  readonly end: (ending: Ending, account: ScanAccount, objects: number | null) => ScanAccount | null;
}

/** Who takes part in a scan besides its caller. */
export type ScanParty = Pick<DatasetContext, "signal" | "onEvent" | "beginScan">;

/** Begins a scan: it stops for the caller's signal and for that of the surroundings. */
export function beginScan({ signal, onEvent, beginScan }: ScanParty): BegunScan {
  const company = beginScan?.() ?? {};
  const signals = [signal, company.signal].filter((one) => one !== undefined);
  const sink = onEvent ?? company.onEvent;
  let hasEnded = false;
  return {
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    // A thread that is being stopped may still tell of what it does.
    onEvent: sink && ((event) => (hasEnded ? undefined : sink(event))),
    end: (ending, account, objects) => {
      hasEnded = true;
      company.end?.();
      if (objects === null) return null;
      if (ending === "done") {
        sink?.({ kind: "done", account });
        return account;
      }
      const partial: ScanAccount = { ...account, partial: true };
      sink?.({ kind: "stopped", account: partial, objects, because: ending });
      return partial;
    },
  };
}
