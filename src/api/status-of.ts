import { DatabaseError } from "../errors.js";
import { ApiError } from "./api-error.js";

/** What the database's errors are over HTTP; the one table. Anything else is ours to mend, and tells nothing. */
export function statusOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { code } = error instanceof DatabaseError ? error : { code: "" };
  if (code === "too-many-groups") return new ApiError(413, code, (error as Error).message);
  if (code === "57014")
    return new ApiError(503, "timeout", "the question took too long; ask for less", RETRY);
  if (/^(08|53|57)|^E[A-Z]+$|^unknown$/.test(code)) {
    return new ApiError(503, "unavailable", "the database can't be reached", RETRY);
  }
  return new ApiError(500, "internal", "something went wrong here");
}

const RETRY = { "Retry-After": "10" };
