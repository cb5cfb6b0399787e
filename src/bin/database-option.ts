import { type CommandOption, type Invocation, textOption } from "./command.js";

/** The option of every command that needs the database of aggregates. */
export const databaseOption: CommandOption = {
  type: "string",
  value: "URL|DIR",
  help: "A postgres:// URL, or a folder for an embedded database. Default: $DATABASE_URL, else ./aggregates.",
};

/** The database that a command is to use. */
export function databaseOf(invocation: Invocation): string {
  return textOption(invocation, "database") ?? (invocation.env["DATABASE_URL"] || "aggregates");
}

/** The same as it may be shown: without the password of a URL. */
export function shownDatabase(database: string): string {
  return database.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, "$1:…@");
}
