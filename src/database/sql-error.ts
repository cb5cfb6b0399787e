import { DatabaseError } from "../errors.js";

/** Makes a {@link DatabaseError} of what a driver threw. Values never get into the message. */
export function sqlError(error: unknown, sql: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code = "unknown", message = String(error) } = error as { code?: string; message?: string };
  const shown = sql.replace(/\s+/g, " ").trim().slice(0, 200);
  return new DatabaseError(`the database refused a statement: ${withoutValues(message)}`, {
    code,
    sql: shown,
    cause: error,
  });
}

/** PostgreSQL quotes the value that it could not read; only its own words before that are kept. */
function withoutValues(message: string): string {
  return message.replace(/: ".*$/s, "").slice(0, 200);
}
