import { UsageError } from "./command.js";

/**
 * Refuses parameters with a password in them: a report and a notebook state what they were made with.
 *
 * @throws {UsageError} If a value is a URL with a password. The value is not repeated.
 */
export function refusePasswords(parameters: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === "string" && hasPassword(value)) {
      throw new UsageError(
        `${name} has a password, which would be stored with what is made; leave it out, and set DATABASE_URL`,
      );
    }
  }
}

function hasPassword(text: string): boolean {
  if (!/^[\w+.-]+:\/\//.test(text)) return false;
  // Also where a password has letters that a URL would have escaped.
  if (/:\/\/[^?#]*:[^?#]*@/.test(text) || /[?&]password=/i.test(text)) return true;
  try {
    const url = new URL(text);
    if (url.password !== "") return true;
    return [...url.searchParams.values()].some((value) => value !== text && hasPassword(value));
  } catch {
    return false;
  }
}
