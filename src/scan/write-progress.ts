import { damagedRecords, formatAccount } from "./account.js";
import type { ScanEventSink } from "./types.js";

/** Where progress goes. */
export interface ProgressTarget {
  /** Writes text as it is, for example to stderr. */
  readonly write: (text: string) => void;
  /** The time now, in milliseconds. */
  readonly now: () => number;
  /** Whether a line can be overwritten with a carriage return. */
  readonly interactive: boolean;
}

/**
 * Makes a sink that writes a scan's progress as lines for people: the `fetching` line of the
 * original library, one line that is overwritten while the scan runs (every 10 seconds a new one
 * where lines can't be overwritten), and at the end what was read, with damage if there was any.
 */
export function writeProgress({ write, now, interactive }: ProgressTarget): ScanEventSink {
  let startedAt = now();
  let writtenAt = startedAt;
  let width = 0;
  const overwrite = (line: string): void => {
    write(`\r${line.padEnd(width)}`);
    width = line.length;
  };
  return (event) => {
    if (event.kind === "warning") {
      write(`WARNING: ${event.message}\n`);
    } else if (event.kind === "found") {
      startedAt = now();
      writtenAt = startedAt;
      write(`fetching ${(event.bytes / 2 ** 20).toFixed(5)}MB in ${event.objects} files...\n`);
    } else if (event.kind === "progress") {
      if (now() - writtenAt < (interactive ? 100 : 10_000)) return;
      writtenAt = now();
      const seconds = Math.max(0.001, (writtenAt - startedAt) / 1000);
      const done = `${(event.bytesDone / 2 ** 20).toFixed(1)} of ${(event.bytes / 2 ** 20).toFixed(1)} MiB`;
      const rate = `${(event.bytesDone / 2 ** 20 / seconds).toFixed(1)} MiB/s`;
      const line = `  ${event.records} records, ${done}, ${event.objectsDone} of ${event.objects} files, ${rate}`;
      if (interactive) overwrite(line);
      else write(`${line}\n`);
    } else if (event.kind === "done") {
      const seconds = Math.max(0.001, (now() - startedAt) / 1000);
      const rate = `${(event.account.bytes / 2 ** 20 / seconds).toFixed(1)} MiB/s`;
      const line = `  ${event.account.records} records in ${seconds.toFixed(1)} s (${rate})`;
      if (width > 0) overwrite(`${line}\n`);
      else write(`${line}\n`);
      width = 0;
      const isComplete =
        damagedRecords(event.account) === 0 && Object.keys(event.account.unexpectedTypes).length === 0;
      if (!isComplete) write(`${formatAccount(event.account)}\n`);
    }
  };
}
