const identifiers = new Set([
  "clientId",
  "clientID",
  "profileGroupId",
  "documentId",
  "sessionId",
  "previousSessionId",
  "subsessionId",
  "previousSubsessionId",
  "TelemetrySessionId",
  "crashId",
  "minidumpSha256Hash",
]);

/**
 * Tells whether a path names an identifier of a client, a session or a document.
 *
 * The root's `id` is one; elsewhere `id` is not (themes have an id that many clients share). The
 * other names are identifiers wherever they stand. An object that holds identifiers further down,
 * such as `payload/info`, is not told from other objects.
 *
 * @example
 * isIdentifierPath(["payload", "info", "sessionId"]); // true
 * isIdentifierPath(["environment", "addons", "theme", "id"]); // false
 */
export function isIdentifierPath(path: readonly string[]): boolean {
  const last = path[path.length - 1];
  if (last === undefined) return false;
  return identifiers.has(last) || (path.length === 1 && last === "id");
}
