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
  "enrollmentId",
  "dltoken",
]);

/**
 * Tells whether a path names an identifier of a client, a session or a document.
 *
 * The root's `id` is one; elsewhere `id` is not (themes have an id that many clients share). The
 * other names are identifiers wherever they stand, and so are the scalars `deletion.request.…`, which
 * name what is to be deleted elsewhere. For objects that hold identifiers further down, such as
 * `payload/info`, see {@link holdsIdentifiers}.
 *
 * @example
 * isIdentifierPath(["payload", "info", "sessionId"]); // true
 * isIdentifierPath(["environment", "addons", "theme", "id"]); // false
 */
export function isIdentifierPath(path: readonly string[]): boolean {
  const last = path[path.length - 1];
  if (last === undefined) return false;
  return (
    identifiers.has(last) || last.startsWith("deletion.request.") || (path.length === 1 && last === "id")
  );
}
