import { amount, formatAccount, formatMebibytes, thousands } from "./account.js";
import type { ScanAccount, ScanEvent, ScanEventSink } from "./types.js";

/** Where progress is shown: a notebook, where an output can be replaced. */
export interface ProgressPanel {
  /** Adds an output, in several forms by MIME type. */
  readonly open: (bundle: Readonly<Record<string, string>>) => {
    update(bundle: Readonly<Record<string, string>>): void;
  };
  /** Writes a warning. */
  readonly warn: (text: string) => void;
  /** The time now, in milliseconds. */
  readonly now: () => number;
}

type Progress = Extract<ScanEvent, { kind: "progress" }>;

/** An output is replaced no more often than this; every change is a message. */
const INTERVAL_MS = 200;

/**
 * Makes a sink that shows one scan's progress as one output, replaced while it runs: a bar, what was read,
 * how fast, how long it will take. What it ends with holds no times, and no stored bytes, which depend on the
 * zlib that compressed them: so the same data leave the same notebook everywhere.
 */
export function showProgress({ open, warn, now }: ProgressPanel): ScanEventSink {
  let output: ReturnType<typeof open> | null = null;
  let [startedAt, shownAt] = [0, 0];
  const show = (bundle: Readonly<Record<string, string>>): void => {
    if (output === null) output = open(bundle);
    else output.update(bundle);
  };
  return (event) => {
    if (event.kind === "warning") warn(`WARNING: ${event.message}\n`);
    else if (event.kind === "found") {
      startedAt = shownAt = now();
      const { objects, bytes } = event;
      show({ "text/plain": `fetching ${formatMebibytes(bytes)} MiB in ${amount(objects, "object")}` });
    } else if (event.kind === "progress") {
      if (now() - shownAt < INTERVAL_MS) return;
      shownAt = now();
      show(running(event, shownAt - startedAt));
    } else show({ "text/plain": event.kind === "done" ? ended(event.account) : stopped(event) });
  };
}

function running(event: Progress, elapsedMs: number): Readonly<Record<string, string>> {
  const { bytesDone, bytes } = event;
  const perSecond = (bytesDone / elapsedMs) * 1000;
  const left = perSecond > 0 ? [`${Math.ceil((bytes - bytesDone) / perSecond)} s left`] : [];
  const text = [
    amount(event.records, "record"),
    `${formatMebibytes(bytesDone)} of ${formatMebibytes(bytes)} MiB`,
    `${thousands(event.objectsDone)} of ${amount(event.objects, "object")}`,
    `${formatMebibytes(perSecond)} MiB/s`,
    ...left,
  ].join(", ");
  return {
    "text/html": `<progress value="${bytesDone}" max="${bytes}"></progress> ${text}`,
    "text/plain": text,
  };
}

function ended(account: ScanAccount): string {
  return formatAccount(account, { bytes: false });
}

function stopped({ account, objects, because }: Extract<ScanEvent, { kind: "stopped" }>): string {
  if (because === "caller") return ended(account);
  const verb = because === "interrupt" ? "interrupted" : "failed";
  const read = `${amount(account.records, "record")} from ${thousands(account.objects)} of ${amount(objects, "object")}`;
  return `${verb} after ${read}, partial`;
}
