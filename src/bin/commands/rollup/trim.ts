import { openDatabase, trim } from "../../../database/index.js";
import { type Command, type Invocation, numberOption, textOption, UsageError } from "../../command.js";
import { databaseOf, databaseOption } from "../../database-option.js";

/** `pingframe rollup trim`: drops what is too old. */
export const trimCommand: Command = {
  name: "rollup trim",
  summary: "drop aggregates of dates that are too old, or say which",
  positionals: "",
  description: [
    "Drops the aggregates of builds and submissions outside a window of dates, and says which. Nothing is dropped",
    "without --yes. A submission date that was trimmed is never merged again.",
  ].join("\n"),
  options: {
    yes: { type: "boolean", help: "Do drop; without it this only says what would go." },
    "keep-days": { type: "string", value: "N", help: "For how many days aggregates are kept. Default: 730." },
    "buffer-days": {
      type: "string",
      value: "N",
      help: "How many days after today a date may lie, for clocks that are wrong. Default: 7.",
    },
    "replaceable-days": {
      type: "string",
      value: "N",
      help: "For how many days a submission date can be replaced. Default: 90.",
    },
    today: { type: "string", value: "YYYYMMDD", help: "The day to count from. Default: today, in UTC." },
    database: databaseOption,
    json: { type: "boolean", help: "Print JSON." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const today = textOption(invocation, "today") ?? new Date().toISOString().slice(0, 10).replaceAll("-", "");
  if (!/^\d{8}$/.test(today)) throw new UsageError(`--today must be YYYYMMDD, got ${JSON.stringify(today)}`);
  const days = (name: string): number | undefined =>
    numberOption(invocation, name, { min: 0, integer: true });
  const driver = await openDatabase({ database: databaseOf(invocation), access: "write" });
  try {
    const report = await trim(driver, {
      today,
      keepDays: days("keep-days"),
      bufferDays: days("buffer-days"),
      replaceableDays: days("replaceable-days"),
      dryRun: invocation.options["yes"] !== true,
    });
    if (invocation.options["json"]) {
      await invocation.print(`${JSON.stringify(report, null, 2)}\n`);
      return 0;
    }
    const verb = report.dryRun ? "would drop" : "dropped";
    const lines = report.partitions.map(
      ({ kind, channel, version, date }) => `${verb} ${kind} ${channel} ${version} ${date}`,
    );
    lines.push(
      `${verb} ${report.partitions.length} partitions, kept ${report.kept}: those from ${report.from} to ${report.to}`,
    );
    if (report.dryRun && lines.length > 1) lines.push("nothing was changed; --yes drops");
    await invocation.print(`${lines.join("\n")}\n`);
    return 0;
  } finally {
    await driver.close();
  }
}
