import { listDays, openDatabase, revisionOf } from "../../../database/index.js";
import { type Command, type Invocation, numberOption } from "../../command.js";
import { databaseOf, databaseOption, shownDatabase } from "../../database-option.js";

/** `pingframe rollup status`: which days are merged. */
export const statusCommand: Command = {
  name: "rollup status",
  summary: "show which days are merged, and of what",
  positionals: "",
  description: "Lists the submission dates that are in the database, the latest first, with what they added.",
  options: {
    database: databaseOption,
    limit: { type: "string", value: "N", help: "How many days at most. Default: 30." },
    json: { type: "boolean", help: "Print JSON." },
  },
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const database = databaseOf(invocation);
  const limit = numberOption(invocation, "limit", { min: 1, integer: true }) ?? 30;
  const driver = await openDatabase({ database });
  try {
    const days = await listDays(driver, limit);
    const revision = await revisionOf(driver);
    if (invocation.options["json"]) {
      const shown = { database: shownDatabase(database), kind: driver.kind, revision, days };
      const text = JSON.stringify(
        shown,
        (_, value) => (typeof value === "bigint" ? String(value) : value),
        2,
      );
      await invocation.print(`${text}\n`);
      return 0;
    }
    await invocation.print(`${shownDatabase(database)} (${driver.kind}), changed ${revision} times\n`);
    const rows = days.map((day) => [
      day.submissionDate,
      day.source,
      day.state,
      `${day.rows} aggregates`,
      `${day.sumOfCounts} histograms`,
      `${day.objects} objects`,
      day.mergedAt,
    ]);
    const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
    for (const row of rows) {
      await invocation.print(
        `${row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join("  ")
          .trimEnd()}\n`,
      );
    }
    if (rows.length === 0) await invocation.print("no day is merged; pingframe rollup run merges\n");
    return 0;
  } finally {
    await driver.close();
  }
}
