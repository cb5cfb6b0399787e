import { resolve } from "node:path";
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

/** The same as it means from any working folder: a folder's path made absolute. */
export function absoluteDatabaseOf(invocation: Invocation): string {
  const database = databaseOf(invocation);
  return database === ":memory:" || /^\w+:\/\//.test(database) ? database : resolve(database);
}

/** The same as it may be shown: of a URL its host and database, without user, password and options. */
export function shownDatabase(database: string): string {
  const protocol = /^[\w+.-]+:\/\//.exec(database)?.[0];
  if (protocol === undefined) return database;
  try {
    const { host, pathname } = new URL(database);
    // An unescaped slash of a password ends the host.
    return pathname.includes("@") ? `${protocol}…` : `${protocol}${host}${pathname}`;
  } catch {
    return `${protocol}…`;
  }
}
